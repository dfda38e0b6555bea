/**
 * Who gets in and as what: invitations and roles through Keycloak, access asked for and ended,
 * where a person works, and everybody's own page. An inner room of people.
 */
package org.reachline.people.accounts;
