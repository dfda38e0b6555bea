/**
 * The facts of a record, said once: a Java record whose components are the fields that people fill
 * in. Its annotations give bounds and readers; {@link org.reachline.base.facts.FactSheet} derives
 * from them how forms, lists and JSON are read, what a form shows, how the trail keeps a state,
 * what differs between two states, and what the codebook says.
 */
package org.reachline.base.facts;
