/**
 * What a trial delivers: strategies with their planned contacts, programme, staffing, fidelity and
 * counting rule. An inner room of protocol, above design.
 */
package org.reachline.protocol.strategy;
