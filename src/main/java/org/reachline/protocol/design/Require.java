package org.reachline.protocol.design;

import java.util.Objects;

/**
 * The refusals that the records of this room share; a reader has reported the mistake long before
 * they are met.
 */
public final class Require {

  private Require() {}

  public static void text(String value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
  }

  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
