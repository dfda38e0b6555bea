/**
 * Coaching as its people see it: the board, what a site was meant to get and what it got, the form
 * of a contact, lists of contacts taken in. Inner rooms: {@code contacts} keeps them, {@code
 * booking} arranges them. Floor 4: knows the ledger of dose, studies, people and sites.
 */
package org.reachline.coaching;
