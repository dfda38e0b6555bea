/**
 * Starting for real: which settings must not be left unset or at a value of the demonstration, what
 * is then refused and what is said. An inner room of base, floor 0; plain rules that {@code main}
 * asks before anything is started, and a source of concerns for the coordinator's page.
 */
package org.reachline.base.start;
