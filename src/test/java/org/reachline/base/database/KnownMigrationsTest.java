package org.reachline.base.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class KnownMigrationsTest {
  @Inject DataSource database;

  @BeforeEach
  void aDatabaseOfThisVersion() throws SQLException {
    execute("create schema of_another");
    flyway().migrate();
  }

  @AfterEach
  void isGoneAgain() throws SQLException {
    execute("drop schema of_another cascade");
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999", "15"}) // after all that we know, and between two of them
  void databaseOfANewerVersionIsRefusedInAPlainSentence(String unknown) throws SQLException {
    execute(
        "insert into of_another.flyway_schema_history (installed_rank, version, description, type,"
            + " script, checksum, installed_by, execution_time, success) values (100000, '"
            + unknown
            + "', 'Of tomorrow', 'SQL', 'V"
            + unknown
            + "__Of_tomorrow.sql', 1, 'x', 1, true)");
    Throwable refused = catchThrowable(() -> flyway().migrate());
    while (refused.getCause() != null) {
      refused = refused.getCause();
    }
    assertThat(refused)
        .isInstanceOf(KnownMigrations.OtherVersion.class)
        .hasMessageContaining("belongs to a newer Reachline")
        .hasMessageContaining(unknown)
        .hasMessageContaining("Nothing was changed")
        .hasMessageNotContaining("repair");
  }

  @Test
  void databaseOfAnotherBuildIsRefusedInAPlainSentence() throws SQLException {
    execute("update of_another.flyway_schema_history set checksum = 7 where version = '10'");
    Throwable refused = catchThrowable(() -> flyway().migrate());
    while (refused.getCause() != null) {
      refused = refused.getCause();
    }
    assertThat(refused)
        .isInstanceOf(KnownMigrations.OtherVersion.class)
        .hasMessageContaining("another build")
        .hasMessageContaining(" 10 ");
  }

  @Test
  void databaseOfThisVersionIsTakenAgain() {
    assertThatCode(() -> flyway().migrate()).doesNotThrowAnyException();
  }

  private Flyway flyway() {
    FluentConfiguration as = Flyway.configure().dataSource(database).schemas("of_another");
    new KnownMigrations().customize(as);
    return as.load();
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
