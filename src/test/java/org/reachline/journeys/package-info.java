/**
 * Stories that people live through in a real browser against the packaged service and a real
 * Keycloak. They run after packaging, by {@code ./mvnw verify}.
 */
package org.reachline.journeys;
