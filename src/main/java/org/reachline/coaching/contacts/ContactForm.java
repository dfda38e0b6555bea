package org.reachline.coaching.contacts;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/**
 * What a person types about a contact, word for word; {@link ContactFormReader} makes sense of it.
 */
public class ContactForm {
  /** Code of the site of the unit. */
  @RestForm public String site;

  /** {@code coaching|monthly_call@4}, or {@code coaching|} for unplanned help. */
  @RestForm public String planned;

  /** Name of a {@link ContactOutcome}. */
  @RestForm public String outcome;

  /** Day in the site's zone. */
  @RestForm public String day;

  /** Time of day in the site's zone. */
  @RestForm public String time;

  /** The instant of day and time where a list gives it, else null; tells two like hours apart. */
  public Instant at;

  /** Minutes that it lasted. */
  @RestForm public String minutes;

  /** The coach's preparation, minutes. */
  @RestForm public String prep;

  /** The coach's travel, minutes. */
  @RestForm public String travel;

  /** Name of a {@link DeliveredMode}. */
  @RestForm public String mode;

  /** Name of a {@link org.reachline.protocol.strategy.ContactKind}. */
  @RestForm public String kind;

  /** Keys of persons. */
  @RestForm public List<String> coaches = new ArrayList<>();

  /** {@code part:person key} of people with a record. */
  @RestForm public List<String> attended = new ArrayList<>();

  /** Parts, in step with {@link #othersCount}. */
  @RestForm public List<String> othersPart = new ArrayList<>();

  /** How many people without a record played the part beside it. */
  @RestForm public List<String> othersCount = new ArrayList<>();

  /** Topics. */
  @RestForm public String topics;

  /** Summary. */
  @RestForm public String summary;

  /** Next steps, in step with owner and due day. */
  @RestForm public List<String> stepWhat = new ArrayList<>();

  /** Who does the step. */
  @RestForm public List<String> stepOwner = new ArrayList<>();

  /** By which day. */
  @RestForm public List<String> stepDue = new ArrayList<>();

  /** Private notes; null where the typist was not offered the field. */
  @RestForm public String privateNotes;

  /** Key of the booking that the contact was held for, or empty. */
  @RestForm public String booking;

  /** The version that the typist saw; empty for a new contact. */
  @RestForm public String version;

  /** Why an existing contact is changed. */
  @RestForm public String reason;

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
    ContactForm form = new ContactForm();
    form.site = c.site.code;
    form.planned = c.strategy + "|" + c.occurrence().orElse("");
    form.outcome = c.outcome.name();
    ZonedDateTime there = c.startsAt.atZone(c.site.zoneId());
    form.day = there.toLocalDate().toString();
    form.time = there.toLocalTime().toString();
    form.minutes = String.valueOf(c.durationMinutes);
    form.prep = c.prepMinutes == null ? "" : c.prepMinutes.toString();
    form.travel = c.travelMinutes == null ? "" : c.travelMinutes.toString();
    form.mode = c.mode.name();
    form.kind = c.kind.name();
    c.coaches.forEach(p -> form.coaches.add(p.id.toString()));
    for (Attendee a : c.attendees) {
      if (a.person == null) {
        form.othersPart.add(a.part);
        form.othersCount.add(String.valueOf(a.people));
      } else {
        form.attended.add(a.part + ":" + a.person.id);
      }
    }
    form.topics = c.topics;
    form.summary = c.summary;
    for (NextStep step : c.nextSteps) {
      form.stepWhat.add(step.what);
      form.stepOwner.add(step.owner == null ? "" : step.owner);
      form.stepDue.add(step.dueOn == null ? "" : step.dueOn.toString());
    }
    form.privateNotes = withNotes ? c.privateNotes() : null;
    form.version = String.valueOf(c.version);
    return form;
  }
}
