package org.reachline.protocol.design;

/**
 * One entry of a list that the study file declares for itself: a site type, a part that people
 * play, a level, a stratum or a pair.
 *
 * @param key what other places of the file and uploaded lists say; lower case, or a code such as
 *     {@code L0}
 * @param label what people read
 */
public record Term(String key, String label) {

  public Term {
    Require.text(key, "key");
    Require.text(label, "label");
  }
}
