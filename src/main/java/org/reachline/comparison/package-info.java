/**
 * Compares arms as the protocol said beforehand: joins the ledgers into site-months, turns each
 * pre-registered analysis into a question for {@code stats} and its answer into a record for page
 * and API. What the allocation makes fair and what is a mere association never share a list. Its
 * words: site-month, unit, randomised contrast, association, look. Floor 4.
 */
package org.reachline.comparison;
