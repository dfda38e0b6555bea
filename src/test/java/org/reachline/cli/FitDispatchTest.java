package org.reachline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar's own entry answers {@code fit} without starting the service. */
class FitDispatchTest {

  @Test
  void answersFromTheJarsEntry(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("d.csv"), "y,x\n1,0\n3,0\n6,1\n8,1\n");
    Path spec =
        Files.writeString(
            folder.resolve("s.json"),
            "{\"data\":\"d.csv\",\"fits\":[{\"id\":\"a\",\"kind\":\"lm\",\"formula\":\"y ~ x\"}]}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertEquals(0, Main.command(new String[] {"fit", spec.toString()}, print, print));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"x\" : 5"));
    assertEquals(2, Main.command(new String[] {"fit"}, print, print));
  }
}
