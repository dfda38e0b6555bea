package org.reachline.sessions.after;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import org.reachline.base.Choice;

/** The survey's choices, for templates. */
@TemplateExtension(namespace = "choices")
final class Usefulness {
  private Usefulness() {}

  /** How useful it was, best first. */
  static List<Choice> usefulness() {
    return Survey.USEFULNESS;
  }
}
