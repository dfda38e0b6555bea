package org.reachline.sessions.hosting;

import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** What a host may type into the roll-call: a row per person, and somebody who is not listed. */
class RollCallForm {
  /** Keys of the persons, in the order of the rows. */
  @RestForm public List<String> person;

  /** Minutes as typed, row by row. */
  @RestForm public List<String> minutes;

  /** Reasons as typed, row by row. */
  @RestForm public List<String> reason;

  /** Minutes that the page showed, row by row; empty where nothing was known. */
  @RestForm public List<String> shown;

  /** Key of a person and the evidence that is taken for them by one press, or empty. */
  @RestForm public String take;

  /** Keys of the persons whose minutes are meant to count for no site. */
  @RestForm public List<String> withoutSite;

  /** Mail address of somebody to add, or empty. */
  @RestForm public String addEmail;

  /** Their minutes. */
  @RestForm public String addMinutes;

  /** One row as typed. */
  record TypedRow(
      long personId,
      String minutes,
      String reason,
      String shown,
      String taken,
      boolean withoutSite) {
    /** Whether the box still says what the page showed, and nothing was pressed beside it. */
    boolean isUntouched() {
      return minutes.strip().equals(shown) && taken == null && !withoutSite;
    }

    /** The row with the minutes of the evidence that was pressed. */
    TypedRow taking(String number, String why) {
      String said = reason.isBlank() ? why : reason;
      return new TypedRow(personId, number, said, shown, taken, withoutSite);
    }
  }

  /** The rows; those that came back damaged are left out. */
  List<TypedRow> rows() {
    List<TypedRow> rows = new ArrayList<>();
    for (int i = 0; person != null && i < person.size(); i++) {
      if (person.get(i).matches("\\d{1,18}")) {
        String key = person.get(i);
        boolean pressed = take != null && take.startsWith(key + ":");
        rows.add(
            new TypedRow(
                Long.parseLong(key),
                at(minutes, i),
                at(reason, i),
                at(shown, i),
                pressed ? take.substring(key.length() + 1) : null,
                isWithoutSite(key)));
      }
    }
    return rows;
  }

  TypedRow find(long personId) {
    return rows().stream().filter(row -> row.personId() == personId).findFirst().orElse(null);
  }

  /** Whether it was said of this person that the minutes count for no site. */
  boolean isWithoutSite(String key) {
    return withoutSite != null && withoutSite.contains(key);
  }

  boolean isNobodyAdded() {
    return (addEmail == null || addEmail.isBlank()) && (addMinutes == null || addMinutes.isBlank());
  }

  private static String at(List<String> list, int index) {
    return list == null || index >= list.size() || list.get(index) == null ? "" : list.get(index);
  }
}
