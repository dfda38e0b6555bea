package org.reachline.stats.model;

import java.util.List;
import org.reachline.stats.Nearest;
import org.reachline.stats.UnusableQuestion;

/** How the mean hangs on the linear predictor. */
public enum Link {
  /** Logarithm: coefficients are logarithms of ratios of rates. */
  LOG {
    @Override
    double link(double mu) {
      return Math.log(mu);
    }

    @Override
    double mean(double eta) {
      return Math.max(Math.exp(eta), 1e-300);
    }

    @Override
    double slope(double eta, double mu) {
      return mu;
    }

    @Override
    double curve(double eta, double mu) {
      return mu;
    }
  },
  /** Logit: coefficients are logarithms of odds ratios. */
  LOGIT {
    @Override
    double link(double mu) {
      return Math.log(mu / (1 - mu));
    }

    @Override
    double mean(double eta) {
      return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
    }

    @Override
    double slope(double eta, double mu) {
      double e = Math.exp(-Math.abs(eta));
      return e / ((1 + e) * (1 + e));
    }

    @Override
    double curve(double eta, double mu) {
      return slope(eta, mu) * -Math.tanh(eta / 2);
    }
  },
  /** Identity: coefficients are differences of means. */
  IDENTITY {
    @Override
    double link(double mu) {
      return mu;
    }

    @Override
    double mean(double eta) {
      return eta;
    }

    @Override
    double slope(double eta, double mu) {
      return 1;
    }

    @Override
    double curve(double eta, double mu) {
      return 0;
    }
  };

  /** The link of that name as R spells it. */
  public static Link named(String name) {
    return switch (name) {
      case "log" -> LOG;
      case "logit" -> LOGIT;
      case "identity" -> IDENTITY;
      default ->
          throw new UnusableQuestion(
              "there is no link %s; known are log, logit, identity%s"
                  .formatted(name, Nearest.hint(name, List.of("log", "logit", "identity"))));
    };
  }

  /** The linear predictor of a mean. */
  abstract double link(double mu);

  /** The mean of a linear predictor. */
  abstract double mean(double eta);

  /** First derivative of the mean. */
  abstract double slope(double eta, double mu);

  /** Second derivative of the mean. */
  abstract double curve(double eta, double mu);
}
