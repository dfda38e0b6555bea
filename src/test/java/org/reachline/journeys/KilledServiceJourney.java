package org.reachline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The service is killed and comes back with all that was written, is not started twice, and ends
 * with its children, also while it computes. It is the one that the other journeys use, so this one
 * goes last and alone.
 */
@Isolated
@Timeout(420)
class KilledServiceJourney {
  private final Reachline reachline = Reachline.start();

  @Test
  void killedServiceComesBackWithItsDataAndCtrlCStopsAllThree() throws Exception {
    Path home = reachline.home();
    // Reachline began on a home that an earlier start had left half finished.
    assertThat(home.resolve("postgres/data.unfinished")).doesNotExist();
    assertThat(home.resolve("keycloak/import.unfinished")).doesNotExist();

    ServiceProcess first = reachline.service();
    ServersThatEnd servers = new ServersThatEnd(reachline);
    servers.letTokensBeShort();
    write("CREATE TABLE kept AS SELECT 'before the crash' AS word");
    MidSession session = MidSession.begin(reachline);
    List<ProcessHandle> orphans = first.handle().descendants().toList();
    ProcessHandle postmaster = ServiceProcess.postmaster(home);
    first.signal("KILL");
    first.awaitExit();
    assertThat(postmaster.isAlive()).as("a killed service cannot stop its database").isTrue();
    session.typesOn();

    ServiceProcess second = reachline.startAgain();
    assertThat(second.output())
        .contains("Ending the PostgreSQL that an earlier start left behind")
        .contains("Ending the Keycloak that an earlier start left behind");
    assertThat(orphans).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(postmaster.isAlive()).isFalse();
    session.goesOn();
    session.close();
    assertThat(read("SELECT word FROM kept")).isEqualTo("before the crash");
    assertThat(read("SHOW fsync")).isEqualTo("on");
    assertThat(read("SHOW synchronous_commit")).isEqualTo("on");

    servers.keycloakHangs();
    servers.keycloakEnds();
    servers.postgresEnds();

    ServiceProcess late = ServiceProcess.start(reachline.environment());
    assertThat(late.awaitExit()).isEqualTo(3);
    assertThat(late.output())
        .contains("already running")
        .contains(reachline.address().replaceFirst(".*:", ""))
        .contains("REACHLINE_HOME");

    List<ProcessHandle> children = second.handle().descendants().toList();
    ProcessHandle database = ServiceProcess.postmaster(home);
    second.signal("INT");
    assertThat(second.awaitExit()).isEqualTo(130);
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(database.isAlive()).isFalse();
    assertThat(home.resolve("keycloak/keycloak.pid")).doesNotExist();

    reachline.startAgain();
    StopWhileComputing.within(reachline, 160);
  }

  private void write(String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection(reachline.jdbcUrl());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private String read(String query) throws Exception {
    try (Connection connection = DriverManager.getConnection(reachline.jdbcUrl());
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
