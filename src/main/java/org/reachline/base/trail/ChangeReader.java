package org.reachline.base.trail;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.base.Problems;

/** Reads what comes with a change, from a form or from a call of the API. */
@RequestScoped
public class ChangeReader {
  private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"(\\d{1,9})\"\\s*");
  private static final int LONGEST_REASON = 500;

  @Inject HttpHeaders headers;

  /** From the fields {@code version} and {@code reason} of a form. */
  public Change ofForm(Map<String, String> typed, Problems problems) {
    return new Change(
        problems.integer("version", typed.get("version"), 0, Integer.MAX_VALUE),
        problems.text("reason", typed.get("reason"), LONGEST_REASON));
  }

  /**
   * From the body of a call, or from its header {@code If-Match} with the tag that GET gave.
   *
   * @param sent version and reason as the body says them
   * @param noun what the record is called, for the message
   */
  public Change ofCall(Change sent, String noun, Problems problems) {
    String reason = problems.text("reason", sent.reason(), LONGEST_REASON);
    Integer seen = sent.version();
    String tag = headers.getHeaderString(HttpHeaders.IF_MATCH);
    if (tag != null) {
      Matcher version = TAG.matcher(tag);
      Integer tagged = version.matches() ? Integer.valueOf(version.group(1)) : null;
      if (tagged == null || seen != null && !seen.equals(tagged)) {
        problems.add(
            "version", "If-Match names another version than the body, or none: send the ETag.");
      }
      seen = tagged;
    } else if (seen == null) {
      problems.add("version", "Say which version of the " + noun + " you saw.");
    }
    return new Change(seen, reason);
  }
}
