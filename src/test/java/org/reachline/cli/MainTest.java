package org.reachline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpGoesToStandardOutput() {
    assertThat(run("help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("REACHLINE_HOME");
    assertThat(err.size()).isZero();
  }

  @Test
  void unknownWordIsRepeatedWithTheWayOut() {
    assertThat(run("fitt", "x.csv")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("does not know the command \"fitt\"")
        .contains("quarkus-run.jar help");
    assertThat(out.size()).isZero();
  }

  @Test
  void simulateIsHandedItsOwnWords() {
    assertThat(run("simulate", "no-such-study.yaml", "--seed")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--truths");
  }

  private int run(String... words) {
    return Main.command(
        words,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
