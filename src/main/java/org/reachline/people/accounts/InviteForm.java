package org.reachline.people.accounts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.reachline.base.facts.SentForm;

/**
 * What a coordinator types to invite a person.
 *
 * @param typed words by field
 * @param places the same of each place; blank ones are passed over
 * @param naming what a field of a place is called in problems, given its row and its name
 */
record InviteForm(Map<String, String> typed, List<Map<String, String>> places, String naming) {
  /** Rows of places on the page. */
  private static final int ROWS = 3;

  /** The boxes of the page have these ids. */
  private static final String BOXES = "%2$s-%1$d";

  /** The form of the page, filled in as this. */
  static InviteForm ofPage(Map<String, String> typed, List<Map<String, String>> places) {
    return new InviteForm(typed, places, BOXES);
  }

  /** What was sent from the page. */
  static InviteForm ofPage(SentForm sent) {
    List<Map<String, String>> places = new ArrayList<>();
    for (String field : List.of("site", "part", "from", "until")) {
      List<String> words = sent.all(field);
      for (int row = 0; row < words.size(); row++) {
        if (row == places.size()) {
          places.add(new HashMap<>());
        }
        places.get(row).put(field, words.get(row));
      }
    }
    return ofPage(sent.typed(), places);
  }

  /** What is typed in a field of a place, from 0; an empty text for nothing. */
  public String at(int row, String field) {
    String words = row < places.size() ? places.get(row).get(field) : null;
    return words == null ? "" : words;
  }

  /** Name of a place's field in what is said of it. */
  public String field(int row, String name) {
    return naming.formatted(row, name);
  }

  /** The rows of the page, from 0. */
  public List<Integer> rows() {
    return IntStream.range(0, Math.max(ROWS, places.size())).boxed().toList();
  }
}
