package org.reachline.reach.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reachline.base.trail.AuditEntry;
import org.reachline.people.Person;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.MeasureType;

/** What happened to a report so far, read from the audit trail in words. */
@RequestScoped
public class ReportTrail {
  /** What stands where words are that the reader may not read. */
  public static final String UNREAD = "not shown while you are blinded";

  @Inject ObjectMapper json;
  @Inject ReportAccess access;

  /**
   * One act.
   *
   * @param at when
   * @param who name and mail address
   * @param act what was done
   * @param changes what changed, measure by measure, before and after
   * @param reason why; null for whoever may not read words, too
   */
  public record Step(Instant at, String who, String act, List<String> changes, String reason) {}

  /** Acts that stand under the report itself; all of them have a page of their own. */
  public static final int MOST_BESIDE = 50;

  /**
   * The end of a report's trail, newest first.
   *
   * @param own whether the reader fills it in; others learn no number from before it was handed in
   * @param most how many acts at most
   */
  public List<Step> of(SiteReport report, MeasureSheet sheet, boolean own, int most) {
    List<Step> steps = new ArrayList<>();
    boolean read = access.mayReadWords(report.site);
    List<AuditEntry> entries = AuditEntry.listNewest(report.subject(), most);
    Map<String, String> names = Person.namesOf(entries.stream().map(e -> e.personEmail).toList());
    for (AuditEntry entry : entries) {
      String name = names.get(entry.personEmail);
      String who = name == null ? entry.personEmail : name + " (" + entry.personEmail + ")";
      boolean told = own || entry.act.equals("report.amended");
      List<String> changes = told ? changes(entry, sheet, read) : List.of();
      steps.add(
          new Step(entry.occurredAt, who, words(entry.act), changes, read ? entry.reason : null));
    }
    return steps;
  }

  private static String words(String act) {
    return switch (act) {
      case "report.saved" -> "saved a draft";
      case "report.submitted" -> "submitted";
      case "report.moved" -> "moved with the unit's start";
      case "report.amended" -> "amended";
      case "report.locked" -> "locked";
      case "report.unlocked" -> "unlocked";
      default -> act;
    };
  }

  private List<String> changes(AuditEntry entry, MeasureSheet sheet, boolean read) {
    if (entry.before == null) {
      return List.of();
    }
    JsonNode before = read(entry.before);
    JsonNode after = read(entry.after);
    List<String> changes = new ArrayList<>();
    for (Measure measure : sheet.measures()) {
      String key = measure.key();
      String old = text(before.path("values").path(key), before.path("words").path(key));
      String now = text(after.path("values").path(key), after.path("words").path(key));
      if (!old.equals(now)) {
        boolean hidden = !read && measure.type() == MeasureType.TEXT;
        changes.add(measure.label() + ": " + (hidden ? UNREAD : old + " → " + now));
      }
    }
    return changes;
  }

  private static String text(JsonNode value, JsonNode words) {
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return words.isTextual() ? "“" + words.asText() + "”" : "blank";
  }

  private JsonNode read(String state) {
    try {
      return json.readTree(state == null ? "{}" : state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state of the trail is not JSON", e);
    }
  }
}
