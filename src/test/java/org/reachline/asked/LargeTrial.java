package org.reachline.asked;

import static org.reachline.TrialBuilder.aTrial;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.reachline.TrialBuilder.Trial;
import org.reachline.sessions.EchoTrial;

/** A study of thousands of sites for benches; its rows stand in {@code asked/large.sql}. */
public final class LargeTrial {
  private final EntityManager database;
  private final AgroalDataSource pool;
  private final Trial trial;
  private int units;

  private LargeTrial(EntityManager database, AgroalDataSource pool) {
    this.database = database;
    this.pool = pool;
    this.trial =
        EchoTrial.hosted(
            aTrial("jail-moud-coaching-echo")
                .withSite("WI-ONE", "First Jail")
                .startedOn(LocalDate.now().withDayOfMonth(1).minusMonths(18))
                .allocatedTo("HIGH")
                .save());
    run("large-people.sql", Map.of("study", trial.study().id));
  }

  /** The study without a unit but the first, and the people who look at it. */
  public static LargeTrial empty(EntityManager database, AgroalDataSource pool) {
    return new LargeTrial(database, pool);
  }

  /** The study. */
  public Trial trial() {
    return trial;
  }

  /** Adds units until there are so many; then what the database's own upkeep does in a minute. */
  public void growTo(int most) {
    run("large.sql", Map.of("study", trial.study().id, "from", units + 1, "to", most));
    units = most;
    upkeep();
  }

  /** Adds rows of another script to all units that there are. */
  public void fillIn(String script) {
    run(script, Map.of("study", trial.study().id, "from", 1, "to", units));
    upkeep();
  }

  private void upkeep() {
    try (Connection connection = pool.getConnection();
        Statement upkeep = connection.createStatement()) {
      upkeep.execute("vacuum analyze");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(String script, Map<String, Object> known) {
    QuarkusTransaction.requiringNew()
        .timeout(600)
        .run(() -> statements(script).forEach(sql -> execute(sql, known)));
  }

  private void execute(String sql, Map<String, Object> known) {
    Query query = database.createNativeQuery(sql);
    query.getParameters().forEach(p -> query.setParameter(p.getName(), known.get(p.getName())));
    query.executeUpdate();
  }

  static List<String> statements(String script) {
    try (InputStream in = LargeTrial.class.getResourceAsStream("/asked/" + script)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.replaceAll("(?m)^--.*$", "").strip().split(";\\s*(\n|$)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
