package org.reachline.base.figures;

/**
 * One of the steps that something is prepared in, as it stands on the line.
 *
 * @param look {@code done}, {@code part}, {@code due} or {@code later}
 * @param label what has to be done
 * @param words how far it is
 * @param href where it is done, or empty
 * @param next whether it is the one to do now
 */
public record Step(String look, String label, String words, String href, boolean next) {}
