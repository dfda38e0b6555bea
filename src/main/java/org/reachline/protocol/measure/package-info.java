/**
 * What a trial counts: measures, the formulas and checks over them, and when they are reported. An
 * inner room of protocol, above design.
 */
package org.reachline.protocol.measure;
