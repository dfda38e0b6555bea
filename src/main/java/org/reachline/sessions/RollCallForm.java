package org.reachline.sessions;

import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** What a host may type into the roll-call: a row per person, and somebody who is not listed. */
public class RollCallForm {
  /** Keys of the persons, in the order of the rows. */
  @RestForm public List<String> person;

  /** Minutes as typed, row by row. */
  @RestForm public List<String> minutes;

  /** Reasons as typed, row by row. */
  @RestForm public List<String> reason;

  /** Minutes that the page showed, row by row; empty where nothing was known. */
  @RestForm public List<String> shown;

  /** Mail address of somebody to add, or empty. */
  @RestForm public String addEmail;

  /** Their minutes. */
  @RestForm public String addMinutes;

  /** One row as typed. */
  record TypedRow(long personId, String minutes, String reason, String shown) {
    /** Whether the box still says what the page showed. */
    boolean isUntouched() {
      return minutes.strip().equals(shown);
    }
  }

  /** The rows; those that came back damaged are left out. */
  List<TypedRow> rows() {
    List<TypedRow> rows = new ArrayList<>();
    for (int i = 0; person != null && i < person.size(); i++) {
      if (person.get(i).matches("\\d{1,18}")) {
        rows.add(
            new TypedRow(
                Long.parseLong(person.get(i)), at(minutes, i), at(reason, i), at(shown, i)));
      }
    }
    return rows;
  }

  TypedRow find(long personId) {
    return rows().stream().filter(row -> row.personId() == personId).findFirst().orElse(null);
  }

  boolean isNobodyAdded() {
    return (addEmail == null || addEmail.isBlank()) && (addMinutes == null || addMinutes.isBlank());
  }

  private static String at(List<String> list, int index) {
    return list == null || index >= list.size() || list.get(index) == null ? "" : list.get(index);
  }
}
