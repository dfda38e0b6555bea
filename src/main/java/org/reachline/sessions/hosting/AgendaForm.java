package org.reachline.sessions.hosting;

import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Problems;
import org.reachline.protocol.strategy.AgendaKind;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.EchoSession;

/** What a host may type about the agenda: the same number of answers in every list, row by row. */
class AgendaForm {
  /** More rows than any session needs. */
  public static final int MOST = 20;

  /** Rows that come back to be shortened; no page makes more. */
  private static final int MOST_SHOWN = 200;

  private static final int SPARE = 3;

  /** What each stretch is for; an empty answer leaves the row out. */
  @RestForm public List<String> kind;

  /** What people read. */
  @RestForm public List<String> label;

  /** Minutes. */
  @RestForm public List<String> minutes;

  /** Who speaks, or empty. */
  @RestForm public List<String> presenter;

  /** The version that the typist saw. */
  @RestForm public String version;

  /**
   * One row as typed.
   *
   * @param number 1, 2, 3 ... as people count
   */
  public record Row(int number, String kind, String label, String minutes, String presenter) {
    boolean isEmpty() {
      return (label + minutes + presenter).isBlank();
    }
  }

  /** The form as read. */
  record Typed(List<AgendaItem> items, Integer version) {}

  /** The form as the record stands. */
  static AgendaForm of(EchoSession session) {
    AgendaForm form = new AgendaForm();
    form.kind = session.agenda.stream().map(i -> i.kind.name()).toList();
    form.label = session.agenda.stream().map(i -> i.label).toList();
    form.minutes = session.agenda.stream().map(i -> Integer.toString(i.minutes)).toList();
    form.presenter =
        session.agenda.stream().map(i -> Speakers.shown(i.presenter, i.presenterId)).toList();
    form.version = Integer.toString(session.version);
    return form;
  }

  /** The rows as typed, with a few empty ones below for more. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    int typed = Math.min(kind == null ? 0 : kind.size(), MOST_SHOWN);
    for (int i = 0; i < typed; i++) {
      rows.add(new Row(i + 1, at(kind, i), at(label, i), at(minutes, i), at(presenter, i)));
    }
    int empty = (int) rows.stream().filter(Row::isEmpty).count();
    for (int i = typed; i < Math.min(typed + SPARE - empty, MOST); i++) {
      rows.add(new Row(i + 1, "", "", "", ""));
    }
    return rows;
  }

  Typed read(Problems problems) {
    List<AgendaItem> items = new ArrayList<>();
    for (Row row : rows()) {
      if (row.isEmpty()) {
        continue;
      }
      String n = "-" + row.number();
      AgendaKind what = problems.choice("kind" + n, row.kind(), AgendaKind.class);
      String text = problems.line("label" + n, row.label(), 200);
      Integer length = problems.integer("minutes" + n, row.minutes(), 1, 240);
      String who = problems.optionalLine("presenter" + n, row.presenter(), 200);
      if (what != null && text != null && length != null) {
        items.add(new AgendaItem(what, text, length, who));
      }
    }
    long filled = rows().stream().filter(row -> !row.isEmpty()).count();
    if (filled > MOST) {
      problems.add(
          "label-" + (MOST + 1),
          "At most " + MOST + " stretches, please; this has " + filled + ".");
    }
    checkWhole(items, problems);
    return new Typed(items, problems.integer("version", version, 0, Integer.MAX_VALUE));
  }

  /** What only the agenda as a whole can have wrong. */
  static void checkWhole(List<AgendaItem> items, Problems problems) {
    if (items.isEmpty() && !problems.any()) {
      problems.add("label-1", "An agenda needs at least one stretch.");
    }
    if (items.stream().mapToInt(i -> i.minutes).sum() > 720) {
      problems.add("minutes-1", "Together at most 720 minutes, please.");
    }
  }

  private static String at(List<String> list, int i) {
    return list == null || i >= list.size() || list.get(i) == null ? "" : list.get(i);
  }
}
