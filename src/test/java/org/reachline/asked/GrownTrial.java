package org.reachline.asked;

import static org.reachline.TrialBuilder.aTrial;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.TrialBuilder.Trial;
import org.reachline.sessions.EchoTrial;

/**
 * Two trials with a few rows of everything that studies collect, and as many more as one likes: the
 * rows stand in {@code src/test/resources/asked/*.sql}. Seconds, not the minutes that acts would
 * take; and everything is taken away again, because other tests ask for all sites and all people.
 */
final class GrownTrial {
  /** Every row has keys from here on. */
  private static final long FIRST_KEY = 500_000_000;

  private final EntityManager database;
  private final Trial coached;
  private final Trial logged;
  private int rows;

  private GrownTrial(EntityManager database) {
    this.database = database;
    LocalDate start = start();
    coached =
        EchoTrial.hosted(
            aTrial("jail-moud-coaching-echo")
                .withSite("WI-OWN", "Own County Jail")
                .startedOn(start)
                .allocatedTo("LOW-ECHO")
                .save());
    logged =
        aTrial("oend-naloxone")
            .withSite("MA-OWN", "Own Outreach")
            .startedOn(start)
            .allocatedTo("ALL")
            .save();
  }

  /** Two trials with so many rows of each kind. */
  static GrownTrial of(int rows, EntityManager database) {
    GrownTrial trial = new GrownTrial(database);
    trial.run("people.sql", trial.coached);
    trial.growTo(rows);
    return trial;
  }

  /** Adds rows until there are so many of each kind. */
  void growTo(int most) {
    run("grow.sql", coached, rows + 1, most);
    run("activities.sql", logged, rows + 1, most);
    rows = most;
  }

  /** Counts a change of somebody's place at a site, so that what follows from it is found anew. */
  void changeAPlace() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                execute(
                    "update affiliation set version = version + 1 where site_id = :site",
                    Map.of("site", coached.sites().values().iterator().next().id)));
  }

  /** The study with coaching and ECHO. */
  Trial coached() {
    return coached;
  }

  /** The study of activities. */
  Trial logged() {
    return logged;
  }

  private static LocalDate start() {
    return LocalDate.now().withDayOfMonth(1).minusMonths(7);
  }

  private void run(String script, Trial trial, int... fromTo) {
    Map<String, Object> known = new HashMap<>();
    known.put("study", trial.study().id);
    known.put("start", start().toString());
    known.put("site", trial.sites().values().iterator().next().id);
    known.put("own", trial.enrolments().values().iterator().next().id);
    if (fromTo.length > 0) {
      known.put("from", fromTo[0]);
      known.put("to", fromTo[1]);
    }
    QuarkusTransaction.requiringNew()
        .timeout(120)
        .run(
            () -> {
              known.put("program", program(trial));
              statements(script).forEach(sql -> execute(sql, known));
            });
  }

  private Object program(Trial trial) {
    List<?> programs =
        database
            .createNativeQuery("select id from echo_program where study_id = ?1")
            .setParameter(1, trial.study().id)
            .getResultList();
    return programs.isEmpty() ? 0L : programs.get(0);
  }

  private void execute(String sql, Map<String, Object> known) {
    Query query = database.createNativeQuery(sql);
    query.getParameters().forEach(p -> query.setParameter(p.getName(), known.get(p.getName())));
    query.executeUpdate();
  }

  /** Takes every row away again, past the triggers that keep the records of a trial. */
  void remove() {
    QuarkusTransaction.requiringNew()
        .timeout(120)
        .run(
            () -> {
              execute("set local session_replication_role = replica", Map.of());
              for (Object column :
                  database
                      .createNativeQuery(
                          "select 'delete from ' || table_name || ' where ' || column_name || ' >= '"
                              + " from information_schema.columns c where table_schema = 'public'"
                              + " and data_type = 'bigint' and (column_name = 'id' or column_name"
                              + " like '%\\_id' or column_name in ('added_by', 'written_by'))"
                              + " order by 1")
                      .getResultList()) {
                execute(column.toString() + FIRST_KEY, Map.of());
              }
              execute(
                  "delete from undeliverable_address where email like '%@grown.example'", Map.of());
            });
  }

  private static List<String> statements(String script) {
    try (InputStream in = GrownTrial.class.getResourceAsStream("/asked/" + script)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.replaceAll("(?m)^--.*$", "").strip().split(";\\s*(\n|$)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
