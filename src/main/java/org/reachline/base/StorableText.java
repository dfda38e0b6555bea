package org.reachline.base;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which texts can be kept: PostgreSQL takes no U+0000 and no half of a surrogate pair, and other
 * control characters come only from damaged files and tricks.
 */
public final class StorableText {
  private StorableText() {}

  /** What is wrong with a text, a sentence that says where, or empty if it can be kept. */
  public static Optional<String> complaint(String text) {
    return complaint(text, 0);
  }

  /**
   * The same of a piece of a text.
   *
   * @param before characters of the text before the piece
   */
  public static Optional<String> complaint(String text, long before) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
      boolean half = Character.isSurrogate(c) && !isPair(text, i);
      if (control || half) {
        return Optional.of(
            "Character %d of this text is U+%04X, which cannot be kept. Take it out, please."
                .formatted(before + i + 1, (int) c));
      }
    }
    return Optional.empty();
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** The text of UTF-8 bytes, or empty if they are something else. */
  public static Optional<String> ofUtf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
