package org.reachline.base.fence;

import java.util.regex.Pattern;

/**
 * How the claims look that this service signs and puts into addresses: whoever reads one may act as
 * the person it names. So none of them stands in a log, nor in the address that a browser tells to
 * the next page.
 */
public final class SignedClaims {
  /** Letters of a claim: 20 bytes that are said and 32 that sign them, in Base64 for addresses. */
  public static final int LETTERS = 70;

  private static final String IN_ADDRESSES = "[A-Za-z0-9_-]";

  private static final Pattern CLAIM =
      Pattern.compile("(?<!%1$s)%1$s{%2$d}(?!%1$s)".formatted(IN_ADDRESSES, LETTERS));

  /** Signed tokens of others: of the identity provider, of the video room. */
  private static final Pattern TOKEN =
      Pattern.compile("\\beyJ%1$s+\\.%1$s*\\.%1$s*(\\.%1$s*)*".formatted(IN_ADDRESSES));

  /** What comes and goes in addresses while somebody signs in, and a video room's signatures. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?<=[?&](code|state|session_state|sign|checksum|password|id_token_hint|jwt)=)[^&\\s\"']+");

  private static final String UNSAID = "...";

  private SignedClaims() {}

  /** Whether an address or any other text holds a claim. */
  public static boolean isIn(String text) {
    return CLAIM.matcher(text).find();
  }

  /** The text without what nobody may read in it; the same text if it holds nothing of the kind. */
  public static String unsaid(String text) {
    if (text == null) {
      return null;
    }
    String shorter = CLAIM.matcher(text).replaceAll(UNSAID);
    shorter = TOKEN.matcher(shorter).replaceAll(UNSAID);
    return PARAMETER.matcher(shorter).replaceAll(UNSAID);
  }
}
