package org.reachline.base.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;

/**
 * The trail of every record: who did what, when, before, after and why. It is written in the
 * transaction of the change itself, so that neither can exist without the other, and read as people
 * ask it.
 */
@ApplicationScoped
public class AuditTrail {
  private static final TypeReference<LinkedHashMap<String, Object>> STATE =
      new TypeReference<>() {};

  @Inject Clock clock;
  @Inject CurrentPerson me;
  @Inject ObjectMapper json;
  @Inject EntityManager database;

  /**
   * Records one act.
   *
   * @param act a verb phrase such as {@code contact.withdrawn}
   * @param subject kind and key of the record, such as {@code coaching_contact:17}
   * @param siteId the site it concerns, or null
   * @param before state before, any value Jackson can write, or null for a new record
   * @param after state after, or null
   * @param reason the person's reason in words, or null where none is asked for
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void record(
      String act, String subject, Long siteId, Object before, Object after, String reason) {
    add(act, subject, siteId, write(before), write(after), reason);
  }

  private void add(
      String act, String subject, Long siteId, String before, String after, String reason) {
    AuditEntry entry = new AuditEntry();
    entry.occurredAt = clock.instant();
    entry.personEmail = me.isSignedIn() ? me.email() : "system";
    entry.act = act;
    entry.subject = subject;
    entry.siteId = siteId;
    entry.before = before;
    entry.after = after;
    entry.reason = reason;
    entry.persist();
  }

  /**
   * Does and records one act on a record that is there: its state before, the act, its state after.
   *
   * @param act a verb phrase such as {@code contact.withdrawn}
   * @param siteId the site it concerns, or null
   * @param state what the trail keeps of the record, any value Jackson can write
   * @param reason the person's reason in words, or null where none is asked for
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public <R extends Audited> void change(
      String act, R record, Long siteId, Function<R, ?> state, String reason, Runnable doing) {
    String before = write(state.apply(record));
    doing.run();
    // Whoever was overtaken after all is told before the trail says otherwise.
    database.flush();
    add(act, record.subject(), siteId, before, write(state.apply(record)), reason);
  }

  private String write(Object state) {
    try {
      return state == null ? null : json.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("audit state cannot be written as JSON", e);
    }
  }

  /**
   * One property that changed.
   *
   * @param property key in the trail
   * @param label the property in words
   * @param before words before; empty for a new record
   * @param after words after
   */
  public record Difference(String property, String label, String before, String after) {}

  /**
   * One act.
   *
   * @param act as recorded, such as {@code activity.amended}
   * @param who mail address
   * @param reason why, or null where none was asked for
   * @param changes what changed; empty for the entry itself
   */
  public record Step(
      String act, String who, Instant when, String reason, List<Difference> changes) {
    /** The last word of the act: {@code Amended}. */
    public String actLabel() {
      return Formats.fromKey(act.substring(act.lastIndexOf('.') + 1));
    }

    /** The act with what it was done to: {@code Affiliation ended}. */
    public String wholeLabel() {
      return Formats.fromKey(act.replace('.', ' '));
    }
  }

  /** The trail of a record in the record's own words, newest first. */
  public List<Step> of(Audited record) {
    return steps(record, false);
  }

  /**
   * The trail of a record that tells of more than the record itself, such as a person's places; so
   * what was entered is told with each word of it. Newest first.
   */
  public List<Step> whole(Audited record) {
    return steps(record, true);
  }

  private List<Step> steps(Audited record, boolean entriesToo) {
    List<Step> steps = new ArrayList<>();
    for (AuditEntry entry : AuditEntry.listForSubject(record.subject())) {
      boolean told = entry.before != null || entriesToo;
      steps.add(
          0,
          new Step(
              entry.act,
              entry.personEmail,
              entry.occurredAt,
              entry.reason,
              told ? changes(read(entry.before), after(entry), record::label) : List.of()));
    }
    return steps;
  }

  /** What a line of a trail says of the record after the act; empty if it says nothing. */
  public Map<String, Object> after(AuditEntry entry) {
    return read(entry.after);
  }

  /** What differs between two states. */
  private static List<Difference> changes(
      Map<String, Object> before, Map<String, Object> after, UnaryOperator<String> labels) {
    Set<String> properties = new LinkedHashSet<>(after.keySet());
    properties.addAll(before.keySet());
    List<Difference> changes = new ArrayList<>();
    for (String property : properties) {
      Object was = before.get(property);
      Object is = after.get(property);
      if (!word(was).equals(word(is))) {
        changes.add(new Difference(property, labels.apply(property), word(was), word(is)));
      }
    }
    return changes;
  }

  private static String word(Object value) {
    return value instanceof List<?> items
        ? items.stream().map(AuditTrail::word).collect(Collectors.joining(", "))
        : value == null ? "" : value.toString();
  }

  private Map<String, Object> read(String state) {
    try {
      return state == null ? Map.of() : json.readValue(state, STATE);
    } catch (JsonProcessingException notAnObject) {
      // Who, when and why stand all the same.
      return Map.of();
    }
  }
}
