package org.reachline.cli.fit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.reachline.stats.NotEstimableException;
import org.reachline.stats.Outcome;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.Table;

/**
 * Answers the fits of a specification one after the other; one that fails does not stop the rest.
 */
public final class Fits {
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
      fits.set(fit.id(), one(fit, data, home));
    }
    return root;
  }

  private static ObjectNode one(FitSpec fit, Table data, Path home) {
    try {
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
                    "there is no kind %s; known are lm, glm, gee, glmm_random_intercept, permutation_exact, permutation_monte_carlo"
                        .formatted(fit.kind()));
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
    return node;
  }
}
