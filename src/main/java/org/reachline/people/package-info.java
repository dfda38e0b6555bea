/**
 * Persons, their roles and the sites they belong to; the answer to "who may see which site". Inner
 * room: {@code accounts}. Floor 2: knows sites, launch and base.
 */
package org.reachline.people;
