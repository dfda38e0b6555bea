/**
 * Starting for real: which settings must not be left unset or at a value of the demonstration, and
 * what a machine without PostgreSQL and Keycloak lacks, brought up beside the service: an embedded
 * PostgreSQL with durable settings, a real Keycloak seeded from {@code keycloak-realm/}, their
 * secrets and their folder. Floor 1: plain Java, so that {@code main} can call it before Quarkus
 * exists and tests can call it beside Quarkus.
 *
 * <p>Everything here listens on 127.0.0.1 only and is meant for one machine: the embedded
 * PostgreSQL trusts whoever reaches its port, and the demonstration people share a known password.
 */
package org.reachline.launch;
