package org.reachline.base.lists;

import io.quarkus.qute.Qute;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadedText;
import org.reachline.base.trail.AuditTrail;

/**
 * A list that leaves a line of the trail for each of its own, and lets a test in after each of
 * them.
 */
@ApplicationScoped
class LinesList extends ListAct<String, ListTaken> {
  @Inject AuditTrail trail;
  @Inject CurrentPerson me;

  /** What a test does after each line that was taken. */
  static volatile Runnable afterEach = () -> {};

  @Override
  public String one() {
    return "line";
  }

  @Override
  public String many() {
    return "lines";
  }

  @Override
  public Set<Role> takers() {
    return Set.of(Role.COORDINATOR, Role.COACH);
  }

  @Override
  @Transactional
  public ListTaken check(String place, UploadedText text, ListSaid said, Progress progress) {
    return told(text, false);
  }

  @Override
  @Transactional
  public ListTaken take(String place, UploadedText text, ListSaid said, Progress progress) {
    if (said.has("basis") && !said.basis().equals("fresh")) {
      throw new Refusal.Conflict("Corinne Adler changed a line. Nothing was saved.");
    }
    ListTaken told = told(text, true);
    if (told.isBad()) {
      return told(text, false);
    }
    for (RowOutcome row : told.rows()) {
      if (row.key().equals("breaks")) {
        throw new IllegalStateException("broken by a test");
      }
      trail.record("line.taken", "lines:" + place, null, null, row.key() + me.email(), null);
      progress.told(Progress.Step.SAVING, row.row() - 1, told.rows().size());
      afterEach.run();
    }
    return told;
  }

  private static ListTaken told(UploadedText text, boolean done) {
    List<RowOutcome> rows = new ArrayList<>();
    for (String line : text.text().lines().skip(1).toList()) {
      int number = rows.size() + 2;
      rows.add(
          line.equals("bad")
              ? RowOutcome.error(number, line, "line", "This line is bad.")
              : new RowOutcome(number, line, RowOutcome.Kind.NEW, "", ""));
    }
    return new ListTaken(rows, "fresh", 0, "", done);
  }

  @Override
  protected Class<ListTaken> outcome() {
    return ListTaken.class;
  }

  @Override
  public Problems lacks(ListTaken told, ListSaid said) {
    return new Problems();
  }

  @Override
  public String place(String name) {
    return name;
  }

  @Override
  public String nameOf(String place) {
    return place;
  }

  @Override
  public String titleOf(String place) {
    return "a test";
  }

  @Override
  public String address(String place) {
    return "/home";
  }

  @Override
  public String back(String place) {
    return "/home";
  }

  @Override
  protected String receipt(ListTaken told) {
    return "Taken.";
  }

  @Override
  public TemplateInstance choose(String place, String pasted, Problems problems) {
    return Qute.fmt("choose").instance();
  }

  @Override
  public TemplateInstance preview(String place, Look<ListTaken> look) {
    return Qute.fmt("preview").instance();
  }
}
