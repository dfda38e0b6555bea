package org.reachline.coaching.contacts;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Problems;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;

/**
 * What a person types about a contact, word for word; {@link ContactRules} makes sense of it. One
 * answer, {@code planned}, says strategy and planned line: {@code coaching|monthly_call@4}, or
 * {@code coaching|} for unplanned help; {@code day} and {@code time} are the site's.
 */
public final class ContactForm {
  /** Words by name of the field, of those that are typed once. */
  public final Map<String, String> typed;

  /** The instant of day and time where a list gives it, else null; tells two like hours apart. */
  public Instant at;

  /** Keys of persons, or their mail addresses. */
  public final List<String> coaches = new ArrayList<>();

  /** {@code part:person} of people with a record, by key or mail address. */
  public final List<String> attended = new ArrayList<>();

  /** Parts, in step with {@link #othersCount}. */
  public final List<String> othersPart = new ArrayList<>();

  /** How many people without a record played the part beside it. */
  public final List<String> othersCount = new ArrayList<>();

  /** Next steps, in step with owner and due day. */
  public final List<String> stepWhat = new ArrayList<>();

  /** Who does the step. */
  public final List<String> stepOwner = new ArrayList<>();

  /** By which day. */
  public final List<String> stepDue = new ArrayList<>();

  /** A form with these words and no lists yet. */
  public ContactForm(Map<String, String> typed) {
    this.typed = new LinkedHashMap<>(typed);
  }

  /** The form that was sent. */
  public static ContactForm of(SentForm sent) {
    ContactForm form = new ContactForm(sent.typed());
    form.coaches.addAll(sent.all("coaches"));
    form.attended.addAll(sent.all("attended"));
    form.othersPart.addAll(sent.all("othersPart"));
    form.othersCount.addAll(sent.all("othersCount"));
    form.stepWhat.addAll(sent.all("stepWhat"));
    form.stepOwner.addAll(sent.all("stepOwner"));
    form.stepDue.addAll(sent.all("stepDue"));
    return form;
  }

  /** The fields that are typed once, as the page asks for them. */
  public FactForm asked(Problems problems) {
    return new FactForm(ContactFacts.SHEET, typed, problems);
  }

  /** What is typed in a field; an empty text if nothing is. */
  public String typed(String field) {
    String words = typed.get(field);
    return words == null ? "" : words;
  }

  /** Says when it began, on the clock of the place. */
  public void began(ZonedDateTime there) {
    typed.put("day", there.toLocalDate().toString());
    typed.put("time", there.toLocalTime().toString());
  }

  /** Whether a coach is ticked. */
  public boolean hasCoach(Object id) {
    return coaches.contains(String.valueOf(id));
  }

  /** Whether a person is ticked in a part. */
  public boolean hasAttended(String partAndPerson) {
    return attended.contains(partAndPerson);
  }

  /** What was typed for others in a part. */
  public String others(String part) {
    int at = othersPart.indexOf(part);
    return at < 0 || at >= othersCount.size() ? "" : othersCount.get(at);
  }

  /** Name of the problem field for others in a part. */
  public String othersField(String part) {
    return "others_" + part;
  }

  /** What was typed for the step at a place, or an empty text. */
  public String what(int place) {
    return at(stepWhat, place);
  }

  /** Who was typed for the step at a place, or an empty text. */
  public String owner(int place) {
    return at(stepOwner, place);
  }

  /** The day typed for the step at a place, or an empty text. */
  public String due(int place) {
    return at(stepDue, place);
  }

  /** A line of the form for one next step, with the names of its fields. */
  public record StepLine(int number, String what, String owner, String due) {
    /** Name of the field for what is to be done. */
    public String whatField() {
      return "step_" + (number - 1);
    }

    /** Name of the field for who does it. */
    public String ownerField() {
      return "step_owner_" + (number - 1);
    }

    /** Name of the field for the day. */
    public String dueField() {
      return "step_due_" + (number - 1);
    }
  }

  /** Lines for next steps: every one that was typed, three at least. */
  public List<StepLine> steps() {
    List<StepLine> lines = new ArrayList<>();
    for (int place = 0; place < Math.max(3, stepWhat.size()); place++) {
      lines.add(new StepLine(place + 1, what(place), owner(place), due(place)));
    }
    return lines;
  }

  private static String at(List<String> list, int place) {
    return place < list.size() && list.get(place) != null ? list.get(place) : "";
  }

  /** The form of a contact that stands. */
  public static ContactForm of(CoachingContact c, boolean withNotes) {
    ContactForm form = new ContactForm(ContactFacts.SHEET.typed(c.facts));
    form.typed.put("site", c.site.code);
    form.typed.put("planned", c.facts.strategy() + "|" + c.occurrence().orElse(""));
    form.began(c.facts.startsAt().atZone(c.site.zoneId()));
    form.typed.put("privateNotes", withNotes ? c.privateNotes() : null);
    form.typed.put("version", String.valueOf(c.version));
    c.facts.coaches().forEach(p -> form.coaches.add(p.id.toString()));
    for (Attendee a : c.facts.attendees()) {
      if (a.person == null) {
        form.othersPart.add(a.part);
        form.othersCount.add(String.valueOf(a.people));
      } else {
        form.attended.add(a.part + ":" + a.person.id);
      }
    }
    for (NextStep step : c.facts.nextSteps()) {
      form.stepWhat.add(step.what);
      form.stepOwner.add(step.owner == null ? "" : step.owner);
      form.stepDue.add(step.dueOn == null ? "" : step.dueOn.toString());
    }
    return form;
  }
}
