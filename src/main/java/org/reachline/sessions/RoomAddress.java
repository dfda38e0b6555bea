package org.reachline.sessions;

import java.net.URI;
import java.net.URISyntaxException;
import org.reachline.base.Problems;

/** Reads a web address, of a video room or of a material, as people paste it. */
public final class RoomAddress {
  private static final int LONGEST = 500;

  private RoomAddress() {}

  /** The address, or null if none was typed or a problem was noted. */
  public static String read(Problems problems, String field, String typed) {
    String text = problems.optionalLine(field, typed, LONGEST);
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text);
      boolean web = "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
      if (web && uri.getUserInfo() == null) {
        return uri.toASCIIString();
      }
    } catch (URISyntaxException e) {
      // Told below, in the same words as any other text that is no address.
    }
    problems.add(field, "A web address that begins with https://, please.");
    return null;
  }
}
