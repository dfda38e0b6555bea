package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.stats.Contrast;

/**
 * Reads a specification of fits from a tree, be it parsed from JSON or from YAML. Unknown keys are
 * an error that names them, because a misspelt option that is passed over is a wrong answer.
 */
public final class SpecReader {
  /** Keys of the file that say something about the data, not about what to do. */
  private static final Set<String> FILE_NOTES =
      Set.of(
          "case",
          "provenance",
          "versions",
          "rows",
          "note",
          "truth",
          "description",
          "theta_used_for_nb_gee");

  private static final Set<String> FILE_KEYS =
      Set.of("data", "fits", "factor_levels_first_is_reference");

  /** Keys of a fit that describe it for people. */
  private static final Set<String> FIT_NOTES =
      Set.of("note", "r_call", "coef_order", "n", "clusters");

  private static final Set<String> FIT_KEYS =
      Set.of(
          "id",
          "kind",
          "family",
          "link",
          "formula",
          "offset",
          "trials",
          "cluster",
          "wave",
          "corstr",
          "convention",
          "theta_fixed",
          "random",
          "nAGQ",
          "row_filter",
          "factor_levels_first_is_reference",
          "contrasts",
          "joint",
          "confidence",
          "profile",
          "factors",
          "within",
          "pairs",
          "statistics",
          "allocations",
          "draws",
          "seed",
          "predict");

  private static final Set<String> ALL_KINDS =
      Set.of(
          "id",
          "kind",
          "formula",
          "offset",
          "cluster",
          "row_filter",
          "factor_levels_first_is_reference",
          "confidence");

  private static final Set<String> REGRESSION = Set.of("wave", "contrasts", "joint");

  private static final Set<String> LIKELIHOOD = Set.of("family", "link", "trials", "theta_fixed");

  private static final Set<String> TEST =
      Set.of("factors", "within", "pairs", "statistics", "allocations");

  /** What each kind reads beyond {@link #ALL_KINDS}. */
  private static final Map<String, List<Set<String>>> KEYS_BY_KIND =
      Map.of(
          "lm", List.of(REGRESSION, Set.of("trials")),
          "glm", List.of(REGRESSION, LIKELIHOOD),
          "gee", List.of(REGRESSION, LIKELIHOOD, Set.of("corstr", "convention")),
          "glmm_random_intercept",
              List.of(REGRESSION, LIKELIHOOD, Set.of("random", "nAGQ", "profile", "predict")),
          "permutation_exact", List.of(TEST),
          "permutation_monte_carlo", List.of(TEST, Set.of("draws", "seed")));

  private SpecReader() {}

  /**
   * A whole specification.
   *
   * @param data path of the data as written, or null
   * @param fits in order
   */
  public record Spec(String data, List<FitSpec> fits) {}

  /**
   * Reads the tree.
   *
   * @throws UnusableSpec naming the first thing to mend, or all unknown keys
   */
  public static Spec read(JsonNode root) {
    if (root == null || !root.isObject()) {
      throw new UnusableSpec("a specification is an object with \"data\" and \"fits\"");
    }
    SpecNodes.refuseUnknown("the specification", root, FILE_KEYS, FILE_NOTES);
    JsonNode fits = root.get("fits");
    if (fits == null || !fits.isArray()) {
      throw new UnusableSpec("\"fits\" must be a list of fits");
    }
    Map<String, List<String>> levels = levels("the specification", root);
    Map<String, String> filters = new LinkedHashMap<>();
    List<FitSpec> specs = new ArrayList<>();
    int place = 0;
    for (JsonNode fit : fits) {
      place++;
      if (!fit.isObject()) {
        throw new UnusableSpec("fit %d is not an object".formatted(place));
      }
      String id = SpecNodes.text("fit " + place, fit, "id");
      if (id == null) {
        throw new UnusableSpec("fit %d has no id".formatted(place));
      }
      SpecNodes.refuseUnknown("fit " + id, fit, FIT_KEYS, FIT_NOTES);
      if (filters.containsKey(id)) {
        throw new UnusableSpec("two fits are called " + id);
      }
      filters.put(id, SpecNodes.text(id, fit, "row_filter"));
    }
    for (JsonNode fit : fits) {
      specs.add(fit(fit, levels, filters));
    }
    return new Spec(SpecNodes.text("the specification", root, "data"), specs);
  }

  private static FitSpec fit(
      JsonNode node, Map<String, List<String>> levels, Map<String, String> filters) {
    String id = node.get("id").asText();
    Map<String, List<String>> own = new LinkedHashMap<>(levels);
    own.putAll(levels(id, node));
    return new FitSpec(
        id,
        SpecNodes.required(id, node, "kind"),
        SpecNodes.text(id, node, "family"),
        SpecNodes.text(id, node, "link"),
        SpecNodes.text(id, node, "formula"),
        SpecNodes.text(id, node, "offset"),
        SpecNodes.text(id, node, "trials"),
        SpecNodes.text(id, node, "cluster"),
        SpecNodes.text(id, node, "wave"),
        SpecNodes.text(id, node, "corstr"),
        SpecNodes.text(id, node, "convention"),
        SpecNodes.number(id, node, "theta_fixed"),
        SpecNodes.text(id, node, "random"),
        SpecNodes.whole(id, node, "nAGQ"),
        filter(id, filters),
        own,
        contrasts(id, node),
        joint(id, node),
        orElse(SpecNodes.number(id, node, "confidence"), 0.95),
        SpecNodes.flag(id, node, "profile"),
        permutation(id, node),
        prediction(id, node),
        notRead(node));
  }

  /** Keys that are known, but not to this kind. */
  private static List<String> notRead(JsonNode node) {
    List<Set<String>> known = KEYS_BY_KIND.get(node.get("kind").asText());
    List<String> others = new ArrayList<>();
    node.properties()
        .forEach(
            e -> {
              String key = e.getKey();
              boolean read =
                  e.getValue().isNull()
                      || known == null
                      || ALL_KINDS.contains(key)
                      || FIT_NOTES.contains(key)
                      || known.stream().anyMatch(keys -> keys.contains(key));
              if (!read) {
                others.add(key);
              }
            });
    return others;
  }

  /** "as other_id" takes the filter of another fit. */
  private static String filter(String id, Map<String, String> filters) {
    String filter = filters.get(id);
    Set<String> visited = new LinkedHashSet<>();
    while (filter != null && filter.strip().matches("as\\s+\\S+")) {
      String other = filter.strip().substring(2).strip();
      if (!filters.containsKey(other) || !visited.add(other)) {
        throw new UnusableSpec(
            "fit %s takes its row_filter from %s, which has none".formatted(id, other));
      }
      filter = filters.get(other);
    }
    return filter;
  }

  private static Map<String, List<String>> levels(String where, JsonNode node) {
    JsonNode given = node.get("factor_levels_first_is_reference");
    Map<String, List<String>> levels = new LinkedHashMap<>();
    if (given == null || given.isNull()) {
      return levels;
    }
    if (!given.isObject()) {
      throw new UnusableSpec(
          where + ": factor_levels_first_is_reference must map factors to levels");
    }
    given
        .properties()
        .forEach(
            entry ->
                levels.put(
                    entry.getKey(), SpecNodes.strings(where, entry.getKey(), entry.getValue())));
    return levels;
  }

  private static List<Contrast> contrasts(String id, JsonNode node) {
    List<Contrast> contrasts = new ArrayList<>();
    JsonNode given = node.get("contrasts");
    if (given == null || given.isNull()) {
      return contrasts;
    }
    if (!given.isObject()) {
      throw new UnusableSpec(id + ": contrasts must map names to weights per coefficient");
    }
    given
        .properties()
        .forEach(
            entry -> {
              JsonNode weights =
                  entry.getValue().has("weights")
                      ? entry.getValue().get("weights")
                      : entry.getValue();
              if (!weights.isObject()) {
                throw new UnusableSpec(
                    "%s: contrast %s must map coefficients to weights, not be %s"
                        .formatted(id, entry.getKey(), weights));
              }
              Map<String, Double> byName = new LinkedHashMap<>();
              weights
                  .properties()
                  .forEach(
                      weight -> {
                        if (!weight.getValue().isNumber()) {
                          throw new UnusableSpec(
                              "%s: the weight of %s in contrast %s is not a number"
                                  .formatted(id, weight.getKey(), entry.getKey()));
                        }
                        byName.put(weight.getKey(), weight.getValue().asDouble());
                      });
              if (byName.isEmpty()) {
                throw new UnusableSpec(
                    "%s: contrast %s has no weights".formatted(id, entry.getKey()));
              }
              contrasts.add(new Contrast(entry.getKey(), byName));
            });
    return contrasts;
  }

  private static Map<String, List<String>> joint(String id, JsonNode node) {
    Map<String, List<String>> joint = new LinkedHashMap<>();
    JsonNode given = SpecNodes.object(id, node, "joint");
    if (given != null) {
      given
          .properties()
          .forEach(
              e ->
                  joint.put(
                      e.getKey(), SpecNodes.strings(id, "joint " + e.getKey(), e.getValue())));
    }
    return joint;
  }

  private static FitSpec.Permutation permutation(String id, JsonNode node) {
    Map<String, String> allocations = new LinkedHashMap<>();
    JsonNode files = SpecNodes.object(id, node, "allocations");
    if (files != null) {
      files.properties().forEach(e -> allocations.put(e.getKey(), e.getValue().asText()));
    }
    Integer draws = SpecNodes.whole(id, node, "draws");
    Double seed = SpecNodes.number(id, node, "seed");
    if (seed != null && seed != Math.rint(seed)) {
      throw new UnusableSpec("%s: seed must be a whole number, not %s".formatted(id, seed));
    }
    return new FitSpec.Permutation(
        SpecNodes.strings(id, "factors", node.get("factors")),
        SpecNodes.strings(id, "within", node.get("within")),
        SpecNodes.text(id, node, "pairs"),
        SpecNodes.strings(id, "statistics", node.get("statistics")),
        allocations,
        draws == null ? 10_000 : draws,
        seed == null ? 1 : seed.longValue());
  }

  private static Optional<FitSpec.Prediction> prediction(String id, JsonNode node) {
    JsonNode given = SpecNodes.object(id, node, "predict");
    if (given == null) {
      return Optional.empty();
    }
    SpecNodes.refuseUnknown(id + ": predict", given, Set.of("rows", "growth"), Set.of());
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    given
        .path("rows")
        .properties()
        .forEach(
            row -> {
              Map<String, String> values = new LinkedHashMap<>();
              row.getValue()
                  .properties()
                  .forEach(v -> values.put(v.getKey(), v.getValue().asText()));
              rows.put(row.getKey(), values);
            });
    if (rows.isEmpty()) {
      throw new UnusableSpec(id + ": predict needs rows, each a label with the covariates' values");
    }
    List<List<String>> growth = new ArrayList<>();
    given
        .path("growth")
        .forEach(
            pair -> {
              List<String> labels = SpecNodes.strings(id, "growth", pair);
              if (labels.size() != 2 || !rows.keySet().containsAll(labels)) {
                throw new UnusableSpec(
                    id + ": growth is a list of pairs [from, to] of labels in rows");
              }
              growth.add(labels);
            });
    return Optional.of(new FitSpec.Prediction(rows, growth));
  }

  private static double orElse(Double value, double otherwise) {
    return value == null ? otherwise : value;
  }
}
