/**
 * The design of a trial: factors, arms, phases, and how units are allocated. An inner room of
 * protocol; knows no other.
 */
@NullMarked
package org.reachline.protocol.design;

import org.jspecify.annotations.NullMarked;
