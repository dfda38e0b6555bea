package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The tolerances of reference/README.md, by the last words of a number's path. */
final class Tolerance {
  private final boolean mixed;
  private final boolean glm;
  private final JsonNode expected;

  Tolerance(String kind, JsonNode expected) {
    this.mixed = kind.equals("glmm_random_intercept");
    this.glm = kind.equals("glm");
    this.expected = expected;
  }

  void check(String path, double wanted, JsonNode found, List<String> wrong) {
    if (!found.isNumber()) {
      wrong.add(path + " is no number: " + found);
      return;
    }
    double value = found.asDouble();
    if (path.endsWith("converged_max_abs_gradient")) {
      // Not a quantity but how far the reference's own search came: ours must come as far.
      if (!(Math.abs(value) <= 1e-4)) {
        wrong.add(path + " is " + value);
      }
      return;
    }
    double allowed = allowed(path, wanted);
    if (!(Math.abs(value - wanted) <= allowed)) {
      wrong.add(
          "%s is %.12g instead of %.12g (off by %.3g, allowed %.3g)"
              .formatted(path, value, wanted, Math.abs(value - wanted), allowed));
    }
  }

  private double allowed(String path, double wanted) {
    String[] parts = path.substring(1).split("/");
    String key = parts[0];
    boolean contrast = key.equals("contrasts");
    String last = parts[parts.length - 1];
    String what = contrast && parts.length > 2 ? parts[2] : key;
    double size = Math.abs(wanted);
    if (what.equals("weights")
        || last.equals("n")
        || what.equals("df")
        || what.equals("clusters")
        || what.equals("p")
        || what.equals("nAGQ")
        || what.equals("df_K_minus_p")
        || what.equals("df_residual")) {
      return 0;
    }
    if (what.equals("coefficients")
        || what.equals("estimate")
        || what.equals("conditional_modes")) {
      double fifth = mixed ? Math.max(1e-5, 1e-5 * se(last)) : 1e-6;
      return fifth;
    }
    if (what.equals("exp_estimate") || what.startsWith("ci_")) {
      return (mixed ? 1e-5 : 1e-6) * Math.max(1, size);
    }
    if (what.startsWith("p_")) {
      return 1e-4 * size + 1e-15;
    }
    if (what.startsWith("se_theta")
        || what.equals("theta")
        || what.equals("alpha_nb2")
        || last.equals("theta")) {
      return (glm ? 1e-5 : 1e-4) * size;
    }
    if (what.equals("loglik")
        || last.equals("loglik")
        || what.equals("aic")
        || what.contains("deviance")
        || what.equals("pearson_chi2")) {
      return 1e-5;
    }
    if (what.startsWith("df_fg")) {
      return 1e-4 * size;
    }
    if (what.startsWith("vcov")) {
      // Twice the relative error of a standard error, on the scale of the largest variance.
      return 2e-6 * size + 1e-8;
    }
    if (what.startsWith("se") || what.equals("sigma")) {
      return (mixed ? 1e-4 : 1e-6) * size;
    }
    if (mixed) {
      return 1e-4 * size * (what.startsWith("var") || what.startsWith("icc") ? 2 : 1);
    }
    return 1e-6;
  }

  private double se(String coefficient) {
    return expected.path("se").path(coefficient).asDouble(1);
  }
}
