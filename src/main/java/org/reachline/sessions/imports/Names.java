package org.reachline.sessions.imports;

import java.text.Normalizer;
import java.util.Locale;

/** Names of people as video services show them, made comparable. */
final class Names {
  private Names() {}

  /**
   * The name without case, accents, titles, credentials, pronouns and what stands in brackets:
   * {@code Dr. Mara JENSEN, RN (she/her)} becomes {@code mara jensen}.
   */
  static String plain(String name) {
    String text = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    text = text.replaceAll("\\([^)]*\\)|\\[[^]]*]", " ").replaceAll(",.*$", " ");
    text = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return text.replaceAll("^(dr|prof|mr|mrs|ms) ", "");
  }
}
