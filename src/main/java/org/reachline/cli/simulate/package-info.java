/**
 * Makes up a whole trial from a study file and stated truths: sites, people, sessions, contacts and
 * reports, always labelled simulated. The same seed gives the same bytes. An inner room of cli,
 * floor 6; pure.
 */
package org.reachline.cli.simulate;
