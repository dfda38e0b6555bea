package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.reachline.stats.Nearest;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Table;

/**
 * Answers the fits of a specification one after the other; one that fails does not stop the rest.
 */
public final class Fits {
  private static final List<String> KINDS =
      List.of(
          "lm",
          "glm",
          "gee",
          "glmm_random_intercept",
          "permutation_exact",
          "permutation_monte_carlo");

  private Fits() {}

  /**
   * The answers under their ids.
   *
   * @param home the folder of the specification, where allocation files lie
   */
  public static ObjectNode answer(SpecReader.Spec spec, Table data, Path home) {
    ObjectNode root = AnswerJson.object();
    ObjectNode fits = root.putObject("fits");
    for (FitSpec fit : spec.fits()) {
      requireFactors(fit, data);
    }
    for (FitSpec fit : spec.fits()) {
      fits.set(fit.id(), one(fit, data, home));
    }
    return root;
  }

  /** Levels of a factor that the data do not have are a slip of the pen, and would do nothing. */
  private static void requireFactors(FitSpec fit, Table data) {
    for (String factor : fit.levels().keySet()) {
      boolean defined =
          fit.rowFilter() != null && fit.rowFilter().matches("(?s).*\\b" + factor + "\\b.*");
      if (!data.has(factor) && !defined) {
        throw new UnusableSpec(
            "factor_levels_first_is_reference names %s, but the data have no such column: %s%s"
                .formatted(
                    factor, String.join(", ", data.names()), Nearest.hint(factor, data.names())));
      }
    }
  }

  private static ObjectNode one(FitSpec fit, Table data, Path home) {
    try {
      if (!fit.notRead().isEmpty()) {
        throw new UnusableQuestion(
            "a fit of kind %s does not read %s; take it out, or choose the kind that does"
                .formatted(fit.kind(), String.join(", ", fit.notRead())));
      }
      Outcome<ObjectNode> outcome =
          switch (fit.kind()) {
            case "lm" -> ModelFits.lm(fit, data);
            case "glm" -> ModelFits.glm(fit, data);
            case "gee" -> ModelFits.gee(fit, data);
            case "glmm_random_intercept" -> MixedFits.glmm(fit, data);
            case "permutation_exact", "permutation_monte_carlo" ->
                PermutationFits.permutation(fit, data, home);
            default ->
                throw new UnusableQuestion(
                    "there is no kind %s; known are %s%s"
                        .formatted(
                            fit.kind(), String.join(", ", KINDS), Nearest.hint(fit.kind(), KINDS)));
          };
      return outcome.isAnswered() ? outcome.get() : refusal(outcome);
    } catch (UnusableQuestion | NotEstimableException | UncheckedIOException why) {
      return words(why.getMessage());
    } catch (RuntimeException unforeseen) {
      // One fit must not take the others with it.
      return words("this fit failed unexpectedly: " + unforeseen);
    }
  }

  private static ObjectNode words(String why) {
    ObjectNode node = AnswerJson.object();
    node.put("error", why);
    return node;
  }

  private static ObjectNode refusal(Outcome<ObjectNode> outcome) {
    ObjectNode node = AnswerJson.object();
    node.put("error", outcome.reason());
    node.put("n", outcome.rows().used());
    node.put("clusters", outcome.rows().clusters());
    node.set("rows", AnswerJson.rows(outcome.rows()));
    node.put("converged", false);
    if (outcome instanceof Outcome.NotEstimable<ObjectNode> not) {
      AnswerJson.names(node.putArray("cautions"), not.cautions());
    }
    return node;
  }
}
