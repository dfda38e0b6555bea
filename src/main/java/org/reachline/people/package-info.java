/**
 * Persons, their roles and the sites they belong to; invitations through Keycloak; the answer to
 * "who may see which site". Floor 2: knows sites and base.
 */
package org.reachline.people;
