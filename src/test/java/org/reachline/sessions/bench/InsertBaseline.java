package org.reachline.sessions.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.reachline.sessions.live.Beats;

/** How often the service's own insert runs when nothing stands before the database. */
final class InsertBaseline {
  private final long session;
  private final long firstPerson;
  private final int people;
  private final int clients;
  private final String url =
      ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
  private final String user =
      ConfigProvider.getConfig().getValue("quarkus.datasource.username", String.class);

  /**
   * What was measured.
   *
   * @param by with what
   * @param perSecond inserts a second
   */
  record Figure(String by, double perSecond) {}

  InsertBaseline(long session, long firstPerson, int people, int clients) {
    this.session = session;
    this.firstPerson = firstPerson;
    this.people = people;
    this.clients = clients;
  }

  Figure measure(int seconds) throws Exception {
    return isInstalled() ? pgbench(seconds) : jdbc(seconds);
  }

  private static boolean isInstalled() {
    try {
      return new ProcessBuilder("pgbench", "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Figure pgbench(int seconds) throws IOException, InterruptedException {
    String sql = Beats.INSERT;
    for (String value :
        List.of(":slot", Long.toString(session), ":person", "now()", "now()", "false", "0")) {
      sql = sql.replaceFirst("\\?", value);
    }
    Path script = Files.createTempFile(Path.of("target"), "beat", ".sql");
    Files.writeString(
        script,
        "\\set person random("
            + (firstPerson + 1)
            + ", "
            + (firstPerson + people)
            + ")\n\\set slot random(1, 100000000)\n"
            + sql.strip()
            + ";\n");
    URI address = URI.create(url.substring("jdbc:".length()));
    Process process =
        new ProcessBuilder(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(clients),
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "-f",
                script.toString(),
                "-h",
                address.getHost(),
                "-p",
                Integer.toString(address.getPort()),
                "-U",
                user,
                address.getPath().substring(1))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    Matcher tps = Pattern.compile("tps = ([0-9.]+)").matcher(output);
    if (process.waitFor() != 0 || !tps.find()) {
      throw new IllegalStateException("pgbench failed:\n" + output);
    }
    return new Figure("pgbench, " + clients + " clients", Double.parseDouble(tps.group(1)));
  }

  private Figure jdbc(int seconds) throws InterruptedException {
    AtomicLong done = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(() -> done.addAndGet(insertUntil(end)));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Figure(
        "a plain JDBC loop (pgbench is not installed), " + clients + " connections",
        done.get() / (double) seconds);
  }

  private long insertUntil(long end) {
    long done = 0;
    try (Connection connection = DriverManager.getConnection(url, user, user);
        PreparedStatement insert = connection.prepareStatement(Beats.INSERT)) {
      ThreadLocalRandom chance = ThreadLocalRandom.current();
      while (System.nanoTime() < end) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        insert.setInt(1, chance.nextInt(100_000_000));
        insert.setLong(2, session);
        insert.setLong(3, firstPerson + 1 + chance.nextInt(people));
        insert.setObject(4, now);
        insert.setObject(5, now);
        insert.setBoolean(6, false);
        insert.setObject(7, 0, Types.INTEGER);
        insert.executeUpdate();
        done++;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return done;
  }
}
