package org.reachline.base;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.reachline.personas.AsCoordinator;
import org.reachline.personas.Csrf;

/** What people and the operator see of a database that is away or has no connection to spare. */
@QuarkusTest
class DatabaseTroubleTest {
  @Inject AgroalDataSource pool;

  /** Lines of the log with a stack, and those that tell of the database. */
  private static final class Heard extends Handler {
    final List<LogRecord> lines = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord line) {
      if (line.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()
          && !line.getLoggerName().startsWith("io.agroal")
          // says once for itself that it connects again, if a live page was open before
          && !line.getLoggerName().endsWith(".ChangeListener")) {
        lines.add(line);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void refusedRowsAreNotQuotedToTheLog() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement sql = connection.createStatement()) {
      assertThatThrownBy(
              () -> sql.execute("insert into ended_sign_in values ('what somebody typed', null)"))
          .hasMessageContaining("ended_at")
          .hasMessageNotContaining("what somebody typed");
    }
  }

  @Test
  @AsCoordinator
  void databaseThatIsAwayIsA503WithOneLineAndWordsAreKept() throws SQLException {
    given().get("/home").then().statusCode(200);
    Heard heard = new Heard();
    Logger.getLogger("").addHandler(heard);
    try (Connection keeper = keeper();
        Statement sql = keeper.createStatement()) {
      sql.execute("alter database reachline with allow_connections false");
      try {
        end(sql);
        given()
            .get("/sites")
            .then()
            .statusCode(503)
            .header("Retry-After", "5")
            .contentType(ContentType.HTML)
            .body(containsString("The database does not answer at the moment"))
            .body(not(containsString("SQL")));
        assertThat(heard.lines).hasSize(1);
        given()
            .get("/api/sites")
            .then()
            .statusCode(503)
            .header("Retry-After", "5")
            .contentType("application/problem+json");
        Csrf.form()
            .formParam("name", "The jail that I have just typed")
            .post("/sites/new")
            .then()
            .statusCode(503)
            .body(containsString("The jail that I have just typed"));
        given().get("/q/health/ready").then().statusCode(503);
        assertThat(heard.lines).noneMatch(line -> line.getThrown() != null);
      } finally {
        Logger.getLogger("").removeHandler(heard);
        sql.execute("alter database reachline with allow_connections true");
      }
    }
    // Nobody has to press anything twice once it is back.
    given().get("/home").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200);
  }

  @Test
  @AsCoordinator
  void instanceWhoseConnectionsAreAllAtWorkIsBusyButReady() throws SQLException {
    var settings = pool.getConfiguration().connectionPoolConfiguration();
    Duration patience = settings.acquisitionTimeout();
    List<Connection> taken = new ArrayList<>();
    try {
      settings.setAcquisitionTimeout(Duration.ofMillis(200));
      takeAll(taken);
      given().get("/q/health/ready").then().statusCode(200);
      given().get("/sites").then().statusCode(503).header("Retry-After", "5");
    } finally {
      settings.setAcquisitionTimeout(patience);
      for (Connection connection : taken) {
        connection.close();
      }
    }
    given().get("/sites").then().statusCode(200);
  }

  /** Live pages may hold one of the connections, so that the pool's size does not tell the rest. */
  private void takeAll(List<Connection> taken) {
    assertThatThrownBy(
            () -> {
              while (true) {
                taken.add(pool.getConnection());
              }
            })
        .isInstanceOf(SQLException.class);
    assertThat(taken).isNotEmpty();
  }

  /** A connection to the same server that does not need our database. */
  private Connection keeper() throws SQLException {
    String url =
        pool.getConfiguration()
            .connectionPoolConfiguration()
            .connectionFactoryConfiguration()
            .jdbcUrl();
    return DriverManager.getConnection(
        url.replaceFirst("/reachline(?=\\?|$)", "/postgres"), "postgres", "postgres");
  }

  private static void end(Statement sql) throws SQLException {
    sql.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'reachline'");
  }
}
