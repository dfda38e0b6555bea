/**
 * What a trial delivers: strategies with their planned contacts, programme, staffing, fidelity and
 * counting rule. An inner room of protocol, above design.
 */
@NullMarked
package org.reachline.protocol.strategy;

import org.jspecify.annotations.NullMarked;
