package org.reachline.studies;

import java.util.List;
import org.reachline.protocol.StudyFile;

/**
 * Asked by CDI event, synchronously, before a new version of a study file takes the place of the
 * one in force: rooms above say what their records stand on and the new one takes away. They change
 * nothing, because a dry run asks too.
 *
 * @param study which study
 * @param now the file in force
 * @param next the file that is wanted
 * @param conflicts sentences, to which each room adds its own
 * @param before sentences on what the new one would change of the time before its first day: what
 *     was planned, counted or asked by then
 */
public record StudyVersionCheck(
    Study study, StudyFile now, StudyFile next, List<String> conflicts, List<String> before) {}
