/**
 * The ledger as people read it: a site's account line by line, and behind every figure of a dose,
 * wherever it is printed, the entries that it is made of. An inner room of dose.
 */
package org.reachline.dose.pages;
