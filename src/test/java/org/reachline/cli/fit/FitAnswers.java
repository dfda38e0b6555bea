package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.reachline.cli.FitCommand;

/** Asks the fit command about data that once failed: src/test/resources/cases/stats. */
final class FitAnswers {
  static final Path CASES = Path.of("src/test/resources/cases/stats");

  /** What the five kinds ask of the small trials there, as JSON without braces. */
  static final String GEE =
      "'kind':'gee','family':'poisson','formula':'y ~ arm + stratum','offset':'log(adp/100)',"
          + "'cluster':'site','contrasts':{'arm':{'arm':1}}";

  static final String GLM =
      "'kind':'glm','family':'poisson','formula':'y ~ arm + stratum','offset':'log(adp/100)',"
          + "'cluster':'site','contrasts':{'arm':{'arm':1}}";
  static final String GLMM =
      "'kind':'glmm_random_intercept','family':'poisson','formula':'y ~ arm + stratum',"
          + "'offset':'log(adp/100)','cluster':'site','nAGQ':3,'contrasts':{'arm':{'arm':1}}";
  static final String LM =
      "'kind':'lm','formula':'log((sum y + 0.5)/(sum adp/100)) ~ arm + stratum','cluster':'site',"
          + "'contrasts':{'arm':{'arm':1}}";
  static final String PERMUTATION =
      "'kind':'permutation_monte_carlo','formula':'y ~ stratum','offset':'log(adp/100)',"
          + "'cluster':'site','factors':['arm'],'within':['stratum'],'statistics':['log_ratio'],"
          + "'draws':99";
  static final List<String> KINDS = List.of(GEE, GLM, GLMM, LM, PERMUTATION);

  private FitAnswers() {}

  /**
   * What the command printed.
   *
   * @param code 0 answered, 2 refused
   */
  record Printed(int code, String out, String err) {
    JsonNode fit(String id) {
      try {
        return new ObjectMapper().readTree(out).get("fits").get(id);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Runs a specification of the folder, with its own data. */
  static Printed run(String specification) {
    return command(CASES.resolve(specification).toString());
  }

  /** The answer to one fit about these data; apostrophes stand for quotation marks. */
  static JsonNode ask(Path data, String fit) {
    Printed printed = print(data, "{'fits':[{'id':'x'," + fit + "}]}");
    if (printed.code() != 0) {
      throw new AssertionError(printed.err());
    }
    return printed.fit("x");
  }

  /** What the command prints for this specification. */
  static Printed print(Path data, String specification) {
    try {
      Path spec = Files.createTempFile("spec", ".json");
      Files.writeString(spec, specification.replace('\'', '"'));
      Printed printed = command(spec.toString(), "--data", data.toString());
      Files.delete(spec);
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Printed command(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        FitCommand.run(
            List.of(args),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Printed(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Path data(String name) {
    return CASES.resolve(name + ".csv");
  }

  static double number(JsonNode fit, String... path) {
    JsonNode at = fit;
    for (String step : path) {
      at = at.path(step);
    }
    if (!at.isNumber()) {
      throw new AssertionError(String.join("/", path) + " is no number in " + fit);
    }
    return at.asDouble();
  }

  static String cautions(JsonNode fit) {
    return fit.path("cautions").toString();
  }
}
