package org.reachline.cli.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reachline.cli.FitCommand;

class FitCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    return FitCommand.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private String data() throws Exception {
    return file(
        "data.csv",
        "site,arm,month,y,n\n"
            + "a,0,1,3,10\n"
            + "a,0,2,4,10\n"
            + "b,1,1,8,10\n"
            + "b,1,2,5,10\n"
            + "c,0,1,2,10\n"
            + "c,0,2,,10\n"
            + "d,1,1,7,10\n"
            + "d,1,2,9,10\n"
            + "e,0,1,3,10\n"
            + "f,1,1,6,10\n");
  }

  private JsonNode answer() throws Exception {
    return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void findsTheDataBesideTheSpecification() throws Exception {
    data();
    String spec =
        file(
            "spec.json",
            "{\"data\": \"data.csv\", \"fits\": [{\"id\": \"x\", \"kind\": \"glm\", \"family\":"
                + " \"poisson\", \"formula\": \"y ~ arm\"}]}");
    assertEquals(0, run(spec));
    JsonNode x = answer().get("fits").get("x");
    assertEquals(
        Math.log(35.0 / 5) - Math.log(12.0 / 4), x.get("coefficients").get("arm").asDouble(), 1e-9);
    assertEquals(9, x.get("n").asInt());
    assertEquals(1, x.get("rows").get("incomplete_because_of").get("y").asInt());
    assertTrue(x.get("converged").asBoolean());
  }

  @Test
  void takesOtherDataFromTheCommandLine() throws Exception {
    String other = file("other.csv", "y,arm\n1,0\n2,1\n3,0\n4,1\n");
    String spec =
        file(
            "spec.json",
            "{\"data\": \"nowhere.csv\", \"fits\": [{\"id\": \"x\", \"kind\": \"lm\", \"formula\":"
                + " \"y ~ arm\"}]}");
    assertEquals(0, run(spec, "--data", other));
    assertEquals(1, answer().get("fits").get("x").get("coefficients").get("arm").asDouble(), 1e-12);
    assertEquals(2, run(spec));
    assertTrue(errors().contains("nowhere.csv"));
  }

  @Test
  void oneFitThatFailsDoesNotStopTheOthers() throws Exception {
    String spec =
        file(
            "spec.json",
            """
            {"fits": [
              {"id": "unknown column", "kind": "glm", "family": "poisson", "formula": "y ~ nowhere"},
              {"id": "unknown kind", "kind": "magic"},
              {"id": "unknown family", "kind": "gee", "family": "cauchy", "formula": "y ~ arm", "cluster": "site"},
              {"id": "no rows", "kind": "glm", "family": "poisson", "formula": "y ~ arm", "row_filter": "arm > 5"},
              {"id": "fine", "kind": "gee", "family": "poisson", "formula": "y ~ arm", "cluster": "site", "corstr": "independence",
               "contrasts": {"arm": {"arm": 1}}, "joint": {"all": ["arm"]}}
            ]}
            """);
    assertEquals(0, run(spec, "--data=" + data()));
    JsonNode fits = answer().get("fits");
    assertTrue(
        fits.get("unknown column")
            .get("error")
            .asText()
            .contains("there is no column nowhere; the data have site"));
    assertTrue(fits.get("unknown kind").get("error").asText().contains("there is no kind magic"));
    assertTrue(
        fits.get("unknown family").get("error").asText().contains("there is no family cauchy"));
    assertEquals("no row passes the filter", fits.get("no rows").get("error").asText());
    JsonNode fine = fits.get("fine");
    assertEquals("df", fine.get("convention").asText());
    assertEquals(6, fine.get("clusters").asInt());
    assertTrue(fine.get("cautions").toString().contains("too liberal"));
    double t =
        fine.get("contrasts").get("arm").get("estimate").asDouble()
            / fine.get("se_kc").get("arm").asDouble();
    assertEquals(t * t, fine.get("joint").get("all").get("wald_chi2").get("kc").asDouble(), 1e-8);
  }

  @Test
  void namesTheKeysItDoesNotKnow() throws Exception {
    String spec =
        file(
            "spec.json",
            "{\"fits\": [{\"id\": \"x\", \"kind\": \"glm\", \"famly\": \"poisson\", \"linc\":"
                + " \"log\"}]}");
    assertEquals(2, run(spec, "--data", data()));
    assertTrue(errors().startsWith("fit x has keys that are not known: famly, linc"), errors());
    assertEquals(0, out.size());
    assertEquals(2, run(file("top.json", "{\"fit\": []}")));
    assertTrue(errors().contains("fit"));
  }

  @Test
  void saysWhatIsWrongWithTheCall() throws Exception {
    assertEquals(2, run());
    assertTrue(errors().startsWith("usage"));
    assertEquals(2, run("--nonsense"));
    assertEquals(2, run(folder.resolve("missing.json").toString()));
    assertTrue(errors().contains("missing.json"));
    assertEquals(2, run(file("broken.json", "{\"fits\": [")));
    assertTrue(errors().startsWith("the specification is not JSON"));
    assertEquals(2, run(file("list.json", "[1]")));
    assertEquals(2, run(file("nodata.json", "{\"fits\": []}")));
    assertTrue(errors().contains("names no data"));
    assertEquals(
        2,
        run(
            file(
                "twice.json",
                "{\"fits\": [{\"id\":\"a\",\"kind\":\"lm\"},{\"id\":\"a\",\"kind\":\"lm\"}]}")));
    assertEquals(
        2, run(file("type.json", "{\"fits\": [{\"id\":\"a\",\"kind\":\"lm\",\"formula\":3}]}")));
    assertEquals(
        2,
        run(
            file(
                "as.json",
                "{\"fits\": [{\"id\":\"a\",\"kind\":\"lm\",\"row_filter\":\"as b\"}]}")));
  }

  @Test
  void writesNoNumberThatIsNone() throws Exception {
    String spec =
        file(
            "spec.json",
            """
            {"fits": [
              {"id": "exact", "kind": "lm", "formula": "y ~ site", "row_filter": "month == 1", "contrasts": {"b": {"siteb": 1}}},
              {"id": "two", "kind": "gee", "family": "poisson", "formula": "y ~ arm", "cluster": "site", "corstr": "independence",
               "row_filter": "site in (a, b)", "contrasts": {"arm": {"arm": 1}}},
              {"id": "zero", "kind": "glmm_random_intercept", "family": "poisson", "formula": "y ~ arm", "random": "(1 | site)"},
              {"id": "few", "kind": "permutation_exact", "formula": "y ~ arm", "row_filter": "site in (a, b)", "cluster": "site"}
            ]}
            """);
    assertEquals(0, run(spec, "--data", data()));
    String text = out.toString(StandardCharsets.UTF_8);
    assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
    JsonNode fits = answer().get("fits");
    assertFalse(fits.get("exact").has("se"));
    assertFalse(fits.get("two").has("p_z_robust"));
    assertTrue(fits.get("few").get("cautions").get(0).asText().contains("only 2 allocations"));
  }

  @Test
  void predictsAndGrows() throws Exception {
    String spec =
        file(
            "spec.json",
            """
            {"fits": [{"id": "x", "kind": "glmm_random_intercept", "family": "poisson", "formula": "y ~ arm", "offset": "log(n)",
              "cluster": "site", "nAGQ": 5, "profile": true,
              "predict": {"rows": {"low": {"arm": 0}, "high": {"arm": 1}}, "growth": [["low", "high"]]}}]}
            """);
    assertEquals(0, run(spec, "--data", data()));
    JsonNode x = answer().get("fits").get("x");
    double growth = x.get("growth").get("low to high").get("estimate").asDouble();
    assertEquals(Math.expm1(x.get("coefficients").get("arm").asDouble()), growth, 1e-9);
    assertTrue(x.get("predicted").get("high").get("typical_cluster").has("ci"));
  }
}
