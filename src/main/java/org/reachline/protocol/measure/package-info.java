/**
 * What a trial counts: measures, the formulas and checks over them, and when they are reported. An
 * inner room of protocol, above design.
 */
@NullMarked
package org.reachline.protocol.measure;

import org.jspecify.annotations.NullMarked;
