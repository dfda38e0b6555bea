package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.stats.Estimate;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.model.Family;
import org.reachline.stats.model.Glmm;
import org.reachline.stats.model.GlmmAnswer;
import org.reachline.stats.model.GlmmPredictions;
import org.reachline.stats.model.Link;
import org.reachline.stats.table.Column;
import org.reachline.stats.table.Table;

/** The kind glmm_random_intercept. */
final class MixedFits {
  private MixedFits() {}

  static Outcome<ObjectNode> glmm(FitSpec spec, Table data) {
    Family.Kind family = ModelFits.family(spec);
    Link usual = family == Family.Kind.BINOMIAL ? Link.LOGIT : Link.LOG;
    if (ModelFits.link(spec) != usual) {
      throw new UnusableQuestion(
          "a mixed model has the log link for counts and the logit for the binomial");
    }
    if (spec.thetaFixed() != null) {
      throw new UnusableQuestion("a mixed model estimates theta; theta_fixed is not offered");
    }
    Glmm glmm = ModelFits.ask(Glmm.of(family), spec);
    if (spec.nodes() != null) {
      glmm.nodes(spec.nodes());
    }
    if (spec.profile()) {
      glmm.profileIntervals();
    }
    return glmm.fit(data).map(answer -> json(spec, answer));
  }

  private static ObjectNode json(FitSpec spec, GlmmAnswer answer) {
    ObjectNode node = AnswerJson.object();
    node.put("family", spec.family());
    node.put("nAGQ", answer.nodes());
    AnswerJson.put(node, "coefficients", answer.coefficients());
    Map<String, Double> se = answer.covariance().standardErrors();
    AnswerJson.put(node, "se", se);
    AnswerJson.pValues(node, "p_z", answer.coefficients(), se, Double.POSITIVE_INFINITY);
    AnswerJson.put(node, "sd_random", answer.sdRandom());
    AnswerJson.put(node, "var_random", answer.sdRandom() * answer.sdRandom());
    answer.seLogSd().ifPresent(v -> AnswerJson.put(node, "se_log_sd", v));
    answer.theta().ifPresent(v -> AnswerJson.put(node, "theta", v));
    answer.seLogTheta().ifPresent(v -> AnswerJson.put(node, "se_log_theta", v));
    AnswerJson.put(node, "loglik", answer.logLikelihood());
    AnswerJson.put(node, "aic", answer.aic());
    AnswerJson.put(node, "converged_max_abs_gradient", answer.maxAbsGradient());
    answer.latentIcc().ifPresent(v -> AnswerJson.put(node, "icc_latent_logit", v));
    AnswerJson.put(node, "conditional_modes", answer.randomEffects());
    AnswerJson.covariance(node, "vcov_model", answer.covariance());
    ModelFits.modelContrasts(node, spec, answer.contrasts(), answer.withheld());
    ModelFits.chiTests(node, answer.jointTests());
    if (spec.profile()) {
      ObjectNode profiles = node.putObject("ci_profile");
      answer.profileIntervals().forEach((name, i) -> AnswerJson.interval(profiles, name, i));
    }
    spec.prediction().ifPresent(wanted -> predict(node, wanted, answer.predictions()));
    node.put("iterations", answer.iterations());
    AnswerJson.close(node, answer.rows(), answer.aliased(), answer.withheld(), answer.cautions());
    return node;
  }

  private static void predict(
      ObjectNode node, FitSpec.Prediction wanted, GlmmPredictions predictions) {
    List<String> labels = new ArrayList<>(wanted.rows().keySet());
    Table table = table(wanted.rows());
    ObjectNode means = node.putObject("predicted");
    for (int row = 0; row < labels.size(); row++) {
      GlmmPredictions.Prediction p = predictions.mean(labels.get(row), table, row);
      ObjectNode one = means.putObject(labels.get(row));
      mean(one.putObject("typical_cluster"), p.typical());
      mean(one.putObject("average_over_clusters"), p.average());
    }
    ObjectNode growth = node.putObject("growth");
    for (List<String> pair : wanted.growth()) {
      Estimate g =
          predictions.growth(
              pair.get(0) + " to " + pair.get(1),
              table,
              labels.indexOf(pair.get(0)),
              labels.indexOf(pair.get(1)));
      ObjectNode one = growth.putObject(g.name());
      mean(one, g);
      g.pValue().ifPresent(v -> AnswerJson.put(one, "p", v));
    }
  }

  private static void mean(ObjectNode node, Estimate estimate) {
    AnswerJson.put(node, "estimate", estimate.value());
    estimate.interval().ifPresent(i -> AnswerJson.interval(node, "ci", i));
    node.put("method", estimate.method());
  }

  private static Table table(Map<String, Map<String, String>> rows) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    int row = 0;
    for (Map<String, String> values : rows.values()) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        List<String> cells = columns.computeIfAbsent(value.getKey(), same -> new ArrayList<>());
        while (cells.size() < row) {
          cells.add("");
        }
        cells.add(value.getValue());
      }
      row++;
    }
    List<Column> all = new ArrayList<>();
    for (Map.Entry<String, List<String>> column : columns.entrySet()) {
      while (column.getValue().size() < row) {
        column.getValue().add("");
      }
      all.add(Column.ofText(column.getKey(), column.getValue()));
    }
    return Table.of(all);
  }
}
