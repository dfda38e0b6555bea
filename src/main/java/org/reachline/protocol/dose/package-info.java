/**
 * What a unit is meant to get, and when: the planned dose that follows from the study file, the arm
 * and the start date, and nothing else. Pure Java. Its words: study month, planned contact, due
 * window, planned dose. An inner room of protocol.
 */
@NullMarked
package org.reachline.protocol.dose;

import org.jspecify.annotations.NullMarked;
