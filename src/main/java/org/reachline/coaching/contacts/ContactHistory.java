package org.reachline.coaching.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reachline.base.AuditEntry;

/** Reads a contact's trail as people ask it: who changed what, from what, to what, and why. */
@ApplicationScoped
public class ContactHistory {
  private static final TypeReference<LinkedHashMap<String, String>> STATE =
      new TypeReference<>() {};

  @Inject ObjectMapper json;

  /**
   * One property that changed.
   *
   * @param property key in the trail
   * @param label the property in words
   * @param before words before; empty for a new contact
   * @param after words after
   */
  public record Change(String property, String label, String before, String after) {}

  /**
   * One act.
   *
   * @param act {@code contact.logged}, {@code contact.amended} or {@code contact.withdrawn}
   * @param who mail address
   * @param reason why, or null
   * @param changes what changed
   */
  public record Step(String act, String who, Instant when, String reason, List<Change> changes) {
    /** The act in words. */
    public String actLabel() {
      return switch (act) {
        case "contact.logged" -> "Logged";
        case "contact.amended" -> "Amended";
        case "contact.withdrawn" -> "Withdrawn";
        default -> act;
      };
    }
  }

  /** The trail of a contact, newest first. */
  public List<Step> of(CoachingContact contact) {
    List<Step> steps = new ArrayList<>();
    AuditEntry.listForSubject(contact.subject()).forEach(entry -> steps.add(0, step(entry)));
    return steps;
  }

  /** The last thing that was done to a contact; empty only for one that nobody logged. */
  public Optional<Step> newest(CoachingContact contact) {
    return AuditEntry.findNewest(contact.subject(), "").map(this::step);
  }

  private Step step(AuditEntry entry) {
    return new Step(
        entry.act,
        entry.personEmail,
        entry.occurredAt,
        entry.reason,
        changes(read(entry.before), read(entry.after)));
  }

  /** What differs between two states. */
  static List<Change> changes(Map<String, String> before, Map<String, String> after) {
    Set<String> properties = new LinkedHashSet<>(after.keySet());
    properties.addAll(before.keySet());
    List<Change> changes = new ArrayList<>();
    for (String property : properties) {
      String was = before.getOrDefault(property, "");
      String is = after.getOrDefault(property, "");
      if (!was.equals(is)) {
        changes.add(new Change(property, ContactState.label(property), was, is));
      }
    }
    return changes;
  }

  private Map<String, String> read(String state) {
    if (state == null) {
      return Map.of();
    }
    try {
      return json.readValue(state, STATE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a contact's trail cannot be read", e);
    }
  }
}
