package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.stats.Contrast;
import org.reachline.stats.Estimate;
import org.reachline.stats.JointTest;
import org.reachline.stats.Nearest;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.cluster.ClusterRates;
import org.reachline.stats.formula.RowFilter;
import org.reachline.stats.model.Correction;
import org.reachline.stats.model.Family;
import org.reachline.stats.model.Gee;
import org.reachline.stats.model.GeeAnswer;
import org.reachline.stats.model.Glm;
import org.reachline.stats.model.Link;
import org.reachline.stats.model.ModelQuestion;
import org.reachline.stats.model.MomentConvention;
import org.reachline.stats.model.Ols;
import org.reachline.stats.model.WorkingCorrelation;
import org.reachline.stats.table.Table;

/** The kinds lm, glm and gee: from a fit's specification to its answer. */
final class ModelFits {
  private static final Pattern SUMS = Pattern.compile("\\bsum[\\s(]");
  private static final Pattern RANDOM =
      Pattern.compile("\\s*\\(?\\s*1\\s*\\|\\s*([\\w.]+)\\s*\\)?\\s*");

  private ModelFits() {}

  /** The family of the specification. */
  static Family.Kind family(FitSpec spec) {
    if (spec.family() == null) {
      throw new UnusableQuestion("name the family: poisson, nbinom or binomial");
    }
    return switch (spec.family()) {
      case "poisson" -> Family.Kind.POISSON;
      case "nbinom", "nbinom2", "negbin" -> Family.Kind.NEGATIVE_BINOMIAL;
      case "binomial" -> Family.Kind.BINOMIAL;
      default ->
          throw new UnusableQuestion(
              "there is no family %s; known are poisson, nbinom, binomial%s"
                  .formatted(
                      spec.family(),
                      Nearest.hint(spec.family(), List.of("poisson", "nbinom", "binomial"))));
    };
  }

  static Link link(FitSpec spec) {
    if (spec.link() == null) {
      return family(spec) == Family.Kind.BINOMIAL ? Link.LOGIT : Link.LOG;
    }
    return Link.named(spec.link());
  }

  /** The cluster as named, or that of {@code random}, which must agree. */
  static String cluster(FitSpec spec) {
    if (spec.random() == null) {
      return spec.cluster();
    }
    Matcher m = RANDOM.matcher(spec.random());
    if (!m.matches()) {
      throw new UnusableQuestion(
          "random is one random intercept such as (1 | site), not " + spec.random());
    }
    if (spec.cluster() != null && !spec.cluster().equals(m.group(1))) {
      throw new UnusableQuestion(
          "cluster says %s but random says %s".formatted(spec.cluster(), m.group(1)));
    }
    return m.group(1);
  }

  /** What all regression questions share. */
  static <Q extends ModelQuestion<Q>> Q ask(Q question, FitSpec spec) {
    question
        .formula(spec.formula())
        .offset(spec.offset())
        .trials(spec.trials())
        .cluster(cluster(spec))
        .wave(spec.wave())
        .rows(spec.rowFilter())
        .levels(spec.levels())
        .confidence(spec.confidence());
    spec.contrasts().forEach(question::contrast);
    joint(spec).forEach(question::jointTest);
    return question;
  }

  private static Map<String, List<Contrast>> joint(FitSpec spec) {
    Map<String, List<Contrast>> joint = new LinkedHashMap<>();
    spec.joint()
        .forEach(
            (name, members) ->
                joint.put(
                    name,
                    members.stream()
                        .map(
                            member ->
                                spec.contrasts().stream()
                                    .filter(c -> c.name().equals(member))
                                    .findFirst()
                                    .orElse(Contrast.of(member)))
                        .toList()));
    return joint;
  }

  static Outcome<ObjectNode> lm(FitSpec spec, Table data) {
    boolean summed =
        spec.formula() != null && SUMS.matcher(spec.formula()).find()
            || RowFilter.of(spec.rowFilter()).onePer() != null;
    Outcome<Ols.Answer> outcome;
    if (summed) {
      ClusterRates rates =
          ClusterRates.of(spec.formula())
              .cluster(spec.cluster())
              .wave(spec.wave())
              .rows(spec.rowFilter())
              .levels(spec.levels())
              .confidence(spec.confidence());
      if (spec.offset() != null || spec.trials() != null) {
        throw new UnusableQuestion(
            "an lm of cluster sums has what it divides by in its outcome, not as offset or trials");
      }
      spec.contrasts().forEach(rates::contrast);
      joint(spec).forEach(rates::jointTest);
      outcome = rates.fit(data);
    } else {
      outcome = ask(Ols.of(spec.formula()), spec).fit(data);
    }
    return outcome.map(answer -> lmJson(spec, answer));
  }

  private static ObjectNode lmJson(FitSpec spec, Ols.Answer answer) {
    ObjectNode node = AnswerJson.object();
    AnswerJson.put(node, "coefficients", answer.coefficients());
    if (answer.sigma() > 0) {
      Map<String, Double> se = answer.covariance().standardErrors();
      AnswerJson.put(node, "se", se);
      AnswerJson.put(node, "sigma", answer.sigma());
      AnswerJson.pValues(node, "p_t", answer.coefficients(), se, answer.df());
      AnswerJson.covariance(node, "vcov_model", answer.covariance());
    }
    node.put("df", answer.df());
    AnswerJson.put(node, "r_squared", answer.rSquared());
    ObjectNode contrasts = node.putObject("contrasts");
    spec.contrasts()
        .forEach(
            contrast -> {
              Estimate estimate = answer.contrasts().get(contrast.name());
              if (estimate == null) {
                contrasts.set(contrast.name(), withheld(contrast, answer.withheld()));
                return;
              }
              ObjectNode one = AnswerJson.contrast(contrast, estimate.value());
              AnswerJson.inference(one, "model", estimate);
              one.put("df", answer.df());
              contrasts.set(contrast.name(), one);
            });
    answer
        .jointTests()
        .forEach(
            (name, test) -> {
              ObjectNode one = node.withObject("/joint").putObject(name);
              AnswerJson.put(one, "F", test.f());
              one.put("df1", test.contrasts());
              AnswerJson.put(one, "df2", test.denominatorDf());
              AnswerJson.put(one, "p_F", test.pF());
            });
    AnswerJson.close(node, answer.rows(), answer.aliased(), answer.withheld(), answer.cautions());
    return node;
  }

  static Outcome<ObjectNode> glm(FitSpec spec, Table data) {
    Glm glm = ask(Glm.of(family(spec)).link(link(spec)), spec).theta(spec.thetaFixed());
    return glm.fit(data).map(answer -> glmJson(spec, answer));
  }

  private static ObjectNode glmJson(FitSpec spec, Glm.Answer answer) {
    ObjectNode node = AnswerJson.object();
    node.put("family", spec.family());
    node.put("link", link(spec).name().toLowerCase(Locale.ROOT));
    AnswerJson.put(node, "coefficients", answer.coefficients());
    Map<String, Double> se = answer.covariance().standardErrors();
    boolean estimated = answer.theta().isPresent() && spec.thetaFixed() == null;
    AnswerJson.put(node, estimated ? "se_given_theta" : "se", se);
    answer
        .jointCovariance()
        .ifPresent(v -> AnswerJson.put(node, "se_joint_hessian", v.standardErrors()));
    answer
        .theta()
        .ifPresent(
            theta -> {
              AnswerJson.put(node, "theta", theta.value());
              AnswerJson.put(node, "alpha_nb2", 1 / theta.value());
              theta.seMass().ifPresent(v -> AnswerJson.put(node, "se_theta_MASS", v));
              theta.seGivenMeans().ifPresent(v -> AnswerJson.put(node, "se_theta_given_means", v));
              theta.seJoint().ifPresent(v -> AnswerJson.put(node, "se_theta_joint", v));
            });
    AnswerJson.pValues(node, "p_z", answer.coefficients(), se, Double.POSITIVE_INFINITY);
    AnswerJson.put(node, "deviance", answer.deviance());
    AnswerJson.put(node, "null_deviance", answer.nullDeviance());
    AnswerJson.put(node, "pearson_chi2", answer.pearson());
    node.put("df_residual", answer.dfResidual());
    AnswerJson.put(node, "loglik", answer.logLikelihood());
    AnswerJson.put(node, "aic", answer.aic());
    AnswerJson.covariance(node, "vcov_model", answer.covariance());
    modelContrasts(node, spec, answer.contrasts(), answer.withheld());
    chiTests(node, answer.jointTests());
    node.put("iterations", answer.iterations());
    AnswerJson.close(node, answer.rows(), answer.aliased(), answer.withheld(), answer.cautions());
    return node;
  }

  private static ObjectNode withheld(Contrast contrast, Map<String, String> reasons) {
    return AnswerJson.withheld(contrast, reasons.get(contrast.name()));
  }

  static void modelContrasts(
      ObjectNode node,
      FitSpec spec,
      Map<String, Estimate> estimates,
      Map<String, String> withheld) {
    ObjectNode contrasts = node.putObject("contrasts");
    spec.contrasts()
        .forEach(
            contrast -> {
              Estimate estimate = estimates.get(contrast.name());
              if (estimate == null) {
                contrasts.set(contrast.name(), withheld(contrast, withheld));
                return;
              }
              ObjectNode one = AnswerJson.contrast(contrast, estimate.value());
              AnswerJson.inference(one, "model", estimate);
              one.putNull("df");
              contrasts.set(contrast.name(), one);
            });
  }

  static void chiTests(ObjectNode node, Map<String, JointTest> tests) {
    tests.forEach(
        (name, test) -> {
          ObjectNode one = node.withObject("/joint").putObject(name);
          AnswerJson.put(one, "wald_chi2", test.chiSquared());
          one.put("df", test.contrasts());
          AnswerJson.put(one, "p_chi2", test.pChiSquared());
        });
  }

  static Outcome<ObjectNode> gee(FitSpec spec, Table data) {
    Gee gee = ask(Gee.of(family(spec)).link(link(spec)), spec).theta(spec.thetaFixed());
    if (spec.corstr() != null) {
      gee.correlation(WorkingCorrelation.named(spec.corstr()));
    }
    if (spec.convention() != null) {
      gee.convention(MomentConvention.named(spec.convention()));
    }
    return gee.fit(data).map(answer -> geeJson(spec, answer));
  }

  private static ObjectNode geeJson(FitSpec spec, GeeAnswer answer) {
    ObjectNode node = AnswerJson.object();
    node.put("family", spec.family());
    node.put("link", answer.link().name().toLowerCase(Locale.ROOT));
    node.put("corstr", answer.structure().name().toLowerCase(Locale.ROOT));
    node.put("convention", answer.convention().name().toLowerCase(Locale.ROOT));
    Map<String, Double> beta = answer.coefficients();
    AnswerJson.put(node, "coefficients", beta);
    AnswerJson.put(node, "phi", answer.phi());
    answer.alpha().ifPresent(alpha -> AnswerJson.put(node, "alpha", alpha));
    AnswerJson.put(node, "theta", answer.family().theta());
    int df = answer.df();
    answer
        .covariances()
        .forEach((kind, v) -> AnswerJson.put(node, "se_" + name(kind), v.standardErrors()));
    node.put("df_K_minus_p", df);
    AnswerJson.put(node, "df_fg_d4", answer.dfFayGraubard4());
    AnswerJson.put(node, "df_fg_d5", answer.dfFayGraubard5());
    coefficientTests(
        node, answer, "p_z_robust", Correction.ROBUST, name -> Double.POSITIVE_INFINITY);
    coefficientTests(node, answer, "p_t_kc", Correction.KC, name -> df);
    coefficientTests(node, answer, "p_t_md", Correction.MD, name -> df);
    coefficientTests(
        node,
        answer,
        "p_t_fg_d5",
        Correction.FG,
        name -> answer.dfFayGraubard5().getOrDefault(name, 0.0));
    node.put("p", beta.size());
    AnswerJson.put(node, "max_cluster_leverage", answer.maxLeverage());
    node.put("max_leverage_cluster", answer.mostInfluential());
    answer.covariances().forEach((kind, v) -> AnswerJson.covariance(node, "vcov_" + name(kind), v));
    ObjectNode contrasts = node.putObject("contrasts");
    spec.contrasts()
        .forEach(
            contrast -> {
              Map<Correction, Estimate> byKind = answer.contrasts().get(contrast.name());
              if (byKind == null) {
                contrasts.set(contrast.name(), withheld(contrast, answer.withheld()));
                return;
              }
              double estimate = byKind.values().iterator().next().value();
              ObjectNode one = AnswerJson.contrast(contrast, estimate);
              byKind.forEach((kind, e) -> AnswerJson.inference(one, name(kind), e));
              one.put("df", df);
              if (byKind.containsKey(Correction.FG)) {
                byKind.get(Correction.FG).df().ifPresent(d -> AnswerJson.put(one, "df_fg_d5", d));
              }
              contrasts.set(contrast.name(), one);
            });
    answer
        .jointTests()
        .forEach(
            (name, tests) -> {
              ObjectNode one = node.withObject("/joint").putObject(name);
              tests.forEach(
                  (kind, test) -> {
                    one.put("df1", test.contrasts());
                    one.put("df2", df);
                    AnswerJson.put(one.withObject("/wald_chi2"), name(kind), test.chiSquared());
                    AnswerJson.put(one.withObject("/p_chi2"), name(kind), test.pChiSquared());
                    AnswerJson.put(one.withObject("/p_F"), name(kind), test.pF());
                  });
            });
    node.put("iterations", answer.iterations());
    AnswerJson.close(node, answer.rows(), answer.aliased(), answer.withheld(), answer.cautions());
    return node;
  }

  private static void coefficientTests(
      ObjectNode node, GeeAnswer answer, String key, Correction kind, ToDoubleFunction<String> df) {
    if (!answer.covariances().containsKey(kind)) {
      return;
    }
    ObjectNode inner = node.putObject(key);
    answer
        .coefficients()
        .keySet()
        .forEach(
            name ->
                answer
                    .pValue(kind, name, df.applyAsDouble(name))
                    .ifPresent(p -> AnswerJson.put(inner, name, p)));
  }

  private static String name(Correction kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
