package org.reachline.base.errors;

import java.io.IOException;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;

/** Tells a form that arrived damaged or cut off, which is the sender's, from a mistake of ours. */
final class BrokenForm {
  static final String WORDS =
      "What was sent arrived damaged or cut off. Nothing was done. Go back and send it again.";

  private BrokenForm() {}

  /** Whether the failure came up while the body was read, before anything was done with it. */
  static boolean isOne(Throwable failure) {
    boolean unreadable =
        failure instanceof IllegalArgumentException
            || failure instanceof IOException
                && String.valueOf(failure.getMessage()).contains("parsing multipart");
    return unreadable
        && Arrays.stream(failure.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(FormBodyHandler.class.getName()));
  }
}
