package org.reachline.base.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lets its reader act as somebody else is not written down, whoever writes. */
class DiscreetLogTest {
  private static final String CLAIM = "AAAAAAAAAAcAAAAAAAAACQAAAAA" + "x_-Z".repeat(10) + "abc";

  private static String written(ExtLogRecord entry) {
    assertThat(new DiscreetLog().isLoggable(entry)).isTrue();
    return new PatternFormatter("%p %c %s%e%n").format(entry);
  }

  static Stream<String> secrets() {
    return Stream.of(
        "/join/" + CLAIM + "/live/beat",
        "GET /calendar/" + CLAIM + ".ics HTTP/1.1",
        "https://echo.example/answer/" + CLAIM + "?x=1",
        "/signed-in?state=0d9f" + "&code=" + "9a-8b.7c",
        "https://meet.example/room?jwt=eyJhbGciOiJI.eyJzdWIiOiJN.c2lnbmVk",
        "Bearer eyJhbGciOiJI.eyJzdWIiOiJN.c2lnbmVk",
        "/bigbluebutton/api/join?fullName=M&checksum=0123456789abcdef");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void whatLetsOneInIsLeftOut(String secret) {
    assertThat(CLAIM).hasSize(SignedClaims.LETTERS);
    ExtLogRecord plain = new ExtLogRecord(Level.INFO, "Asked: " + secret, getClass().getName());
    ExtLogRecord filled =
        new ExtLogRecord(
            Level.INFO, "Asked: %s", ExtLogRecord.FormatStyle.PRINTF, getClass().getName());
    filled.setParameters(new Object[] {secret});
    ExtLogRecord thrown = new ExtLogRecord(Level.INFO, "Failed", getClass().getName());
    thrown.setThrown(
        new IllegalStateException("outside", new IllegalArgumentException("At 3: " + secret)));
    for (ExtLogRecord entry : new ExtLogRecord[] {plain, filled, thrown}) {
      assertThat(written(entry))
          .contains("...")
          .doesNotContain(CLAIM, "eyJzdWIiOiJN", "9a-8b.7c", "0123456789abcdef");
    }
    assertThat(written(thrown))
        .contains("IllegalStateException: outside", "IllegalArgumentException: At 3")
        .contains(getClass().getSimpleName());
  }

  @Test
  void everythingElseStaysAsItIs() {
    String hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    ExtLogRecord entry =
        new ExtLogRecord(
            Level.WARNING, "Study %s, code=7: %s", ExtLogRecord.FormatStyle.PRINTF, "x");
    entry.setParameters(new Object[] {"jail-moud-coaching-echo", hash});
    IllegalStateException failure = new IllegalStateException("No room: " + hash);
    entry.setThrown(failure);
    assertThat(written(entry)).contains("Study jail-moud-coaching-echo, code=7: " + hash);
    assertThat(entry.getThrown()).isSameAs(failure);
  }

  @Test
  void aFailureIsStillFoundInTheCode() {
    ExtLogRecord entry = new ExtLogRecord(Level.INFO, "Failed", "x");
    entry.setThrown(new IllegalArgumentException("/join/" + CLAIM));
    StringWriter text = new StringWriter();
    written(entry);
    entry.getThrown().printStackTrace(new PrintWriter(text));
    assertThat(text.toString())
        .contains("java.lang.IllegalArgumentException: /join/...")
        .contains("aFailureIsStillFoundInTheCode");
  }
}
