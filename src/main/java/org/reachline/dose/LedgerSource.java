package org.reachline.dose;

import org.jspecify.annotations.Nullable;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * The record behind a line of the ledger, by address, so that this room knows none of them.
 *
 * @param kind such as {@code coaching_contact}
 * @param key its key
 */
public record LedgerSource(String kind, String key) {

  /** Reads {@code coaching_contact:17}. */
  public static LedgerSource of(String source) {
    int colon = source.indexOf(':');
    return new LedgerSource(source.substring(0, colon), source.substring(colon + 1));
  }

  /** What people read. */
  public String inWords() {
    return switch (kind) {
      case "coaching_contact" -> "Contact " + key;
      case "echo_session" -> "ECHO session";
      case "activity" -> "Activity " + key;
      case "change_project" -> "Change project " + key;
      case "coaching_booking" -> "Booking " + key;
      default -> kind + ":" + key;
    };
  }

  /** Where the record is read, or null for an unknown kind. */
  public @Nullable String address(Study study, Site site) {
    String base = "/studies/" + study.slug;
    return switch (kind) {
      case "coaching_contact" -> base + "/coaching/" + site.code + "/contacts/" + key;
      case "echo_session" -> base + "/sessions/" + key;
      case "activity" -> base + "/activities/" + site.code + "/" + key;
      case "change_project" -> base + "/coaching/" + site.code + "/projects/" + key;
      case "coaching_booking" -> base + "/coaching/" + site.code + "/bookings/" + key;
      default -> null;
    };
  }
}
