package org.reachline.protocol.measure;

import org.reachline.protocol.design.Require;

/**
 * Something that must hold between the measures of one report.
 *
 * @param rule what must hold; unknown while a measure is blank
 * @param message what the typist reads if it does not
 * @param blocks whether the report cannot be submitted then; otherwise it is a warning
 */
public record Check(Comparison rule, String message, boolean blocks) {

  public Check {
    Require.text(message, "message");
  }
}
