package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.reachline.stats.Contrast;
import org.reachline.stats.Covariance;
import org.reachline.stats.Distributions;
import org.reachline.stats.Estimate;
import org.reachline.stats.Interval;
import org.reachline.stats.RowsUsed;

/** Pieces that the answers of all kinds share. A number that is not finite never gets written. */
final class AnswerJson {
  private AnswerJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Puts the number if it is one. */
  static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      if (value == Math.rint(value) && Math.abs(value) < 1e9) {
        node.put(key, (long) value);
      } else {
        node.put(key, value);
      }
    }
  }

  static void put(ObjectNode node, String key, Map<String, Double> values) {
    ObjectNode inner = node.putObject(key);
    values.forEach((name, value) -> put(inner, name, value));
  }

  static void covariance(ObjectNode node, String key, Covariance covariance) {
    ObjectNode inner = node.putObject(key);
    names(inner.putArray("names"), covariance.names());
    ArrayNode rows = inner.putArray("matrix");
    for (double[] row : covariance.matrix()) {
      ArrayNode cells = rows.addArray();
      for (double value : row) {
        cells.add(value);
      }
    }
  }

  static void names(ArrayNode into, List<String> names) {
    names.forEach(into::add);
  }

  static void interval(ObjectNode node, String key, Interval interval) {
    if (Double.isFinite(interval.lower()) && Double.isFinite(interval.upper())) {
      node.putArray(key).add(interval.lower()).add(interval.upper());
    }
  }

  /** p per coefficient for these standard errors; infinite df is the normal. */
  static void pValues(
      ObjectNode node, String key, Map<String, Double> beta, Map<String, Double> se, double df) {
    ObjectNode inner = node.putObject(key);
    beta.forEach(
        (name, value) -> {
          if (se.getOrDefault(name, 0.0) > 0 && df > 0) {
            put(inner, name, Distributions.twoSidedT(value / se.get(name), df));
          }
        });
  }

  /** A contrast that has no value, and why. */
  static ObjectNode withheld(Contrast contrast, String why) {
    ObjectNode node = object();
    put(node, "weights", contrast.weights());
    node.put("withheld", why);
    return node;
  }

  /** A contrast's weights and estimate, without standard errors. */
  static ObjectNode contrast(Contrast contrast, double estimate) {
    ObjectNode node = object();
    put(node, "weights", contrast.weights());
    put(node, "estimate", estimate);
    put(node, "exp_estimate", Math.exp(estimate));
    return node;
  }

  /** One kind of standard error of a contrast, as se_kc, p_t_kc, ci_t_kc and on the ratio scale. */
  static void inference(ObjectNode node, String kind, Estimate estimate) {
    estimate.se().ifPresent(se -> put(node, "se_" + kind, se));
    estimate.pValue().ifPresent(p -> put(node, "p_t_" + kind, p));
    estimate.interval().ifPresent(i -> interval(node, "ci_t_" + kind, i));
    estimate.interval().ifPresent(i -> interval(node, "ci_exp_" + kind, i.map(Math::exp)));
    estimate.cautions().forEach(caution -> node.withArray("cautions").add(caution));
  }

  static ObjectNode rows(RowsUsed rows) {
    ObjectNode node = object();
    node.put("read", rows.read());
    node.put("left_out_by_filter", rows.filteredOut());
    node.put("left_out_incomplete", rows.incomplete());
    ObjectNode missing = node.putObject("incomplete_because_of");
    rows.missingByVariable().forEach(missing::put);
    node.put("used", rows.used());
    if (!rows.reasons().isEmpty()) {
      ObjectNode first = node.putObject("first_incomplete");
      rows.reasons().forEach(r -> names(first.putArray(r.why()), r.first()));
    }
    node.put("clusters_left_out", rows.clustersLeftOut());
    names(node.putArray("clusters_left_out_incomplete"), rows.clustersIncomplete());
    names(node.putArray("clusters_left_out_by_filter"), rows.clustersFiltered());
    return node;
  }

  /** What every answer carries beside its estimates. */
  static void close(
      ObjectNode node,
      RowsUsed rows,
      List<String> aliased,
      Map<String, String> withheld,
      List<String> cautions) {
    node.put("n", rows.used());
    if (rows.clusters() > 0) {
      node.put("clusters", rows.clusters());
    }
    node.set("rows", rows(rows));
    node.put("converged", true);
    names(node.putArray("aliased"), aliased);
    if (!withheld.isEmpty()) {
      ObjectNode reasons = node.putObject("withheld");
      withheld.forEach(reasons::put);
    }
    names(node.putArray("cautions"), cautions);
  }
}
