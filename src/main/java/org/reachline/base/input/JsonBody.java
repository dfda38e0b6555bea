package org.reachline.base.input;

import org.reachline.base.Refusal;

/** What every act of the API asks of its body first. */
public final class JsonBody {
  private JsonBody() {}

  /** The body, or an object within it. @throws Refusal.BadInput if there is none */
  public static <T> T required(T body) {
    if (body == null) {
      throw new Refusal.BadInput("", "The request needs a JSON body.");
    }
    return body;
  }
}
