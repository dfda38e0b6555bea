/**
 * The {@code fit} command: reads a specification of fits, asks the {@code stats} room, writes the
 * answers as JSON. Floor 6, but it uses nothing of the house except {@code stats}.
 */
package org.reachline.cli.fit;
