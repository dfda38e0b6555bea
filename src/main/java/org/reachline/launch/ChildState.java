package org.reachline.launch;

import java.time.Instant;

/**
 * How a server that was started beside the service fares.
 *
 * @param name what it is called: PostgreSQL, Keycloak
 * @param running whether it answers, as far as is known
 * @param since since when
 * @param restartsInTheHour how often it was started again within an hour
 * @param nextTry when it is started again, if it is not running
 */
record ChildState(
    String name, boolean running, Instant since, int restartsInTheHour, Instant nextTry) {}
