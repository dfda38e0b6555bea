/**
 * Reads a study file (YAML) into the records of the protocol, or says every problem at once with
 * its place. An inner room of protocol, above all but dose.
 */
package org.reachline.protocol.file;
