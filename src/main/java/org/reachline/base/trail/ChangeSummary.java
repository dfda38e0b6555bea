package org.reachline.base.trail;

import static java.util.Locale.ROOT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.base.Refusal;

/** Tells somebody who was overtaken what the other person did, from the trail. */
@ApplicationScoped
public class ChangeSummary {
  /** Entries that are read at most for what happened since a list was looked at. */
  private static final int MOST_READ = 100;

  @Inject ObjectMapper json;

  /**
   * A conflict's own sentence and, if it names a record, who did what to it and when.
   *
   * @param zone in which to say when
   */
  public String inWords(Refusal.Conflict conflict, ZoneId zone) {
    if (conflict instanceof Refusal.Overtaken overtaken && !overtaken.isTold()) {
      return newest(conflict.subject(), conflict.act())
          .map(last -> overtaken.nameOf(last.personEmail) + did(last, zone, overtaken::labelOf))
          .orElse(conflict.getMessage());
    }
    return conflict.subject() == null
        ? conflict.getMessage()
        : newest(conflict.subject(), conflict.act())
            .map(last -> conflict.getMessage() + " " + inWords(last, zone))
            .orElse(conflict.getMessage());
  }

  /**
   * What was done to records after a place in the order of all records, oldest first, each as a
   * sentence that begins with the record's label.
   *
   * @param labels what people call the records, by subject
   * @param zone in which to say when
   */
  public List<String> since(long ordinal, Map<String, String> labels, ZoneId zone) {
    // One array, because a statement takes no more than 65,535 single values.
    @SuppressWarnings("unchecked")
    List<AuditEntry> entries =
        AuditEntry.getEntityManager()
            .createNativeQuery(
                "select e.* from audit_entry e where e.ordinal > ?1 and e.subject in (select"
                    + " unnest(cast(?2 as text[]))) order by e.ordinal",
                AuditEntry.class)
            .setParameter(1, ordinal)
            .setParameter(2, labels.keySet().toArray(String[]::new))
            .setMaxResults(MOST_READ)
            .getResultList();
    return entries.stream()
        .map(entry -> labels.get(entry.subject) + ": " + inWords(entry, zone).strip())
        .toList();
  }

  private static Optional<AuditEntry> newest(String subject, String act) {
    return AuditEntry.findNewest(subject, act == null ? "" : act);
  }

  /**
   * One line of a trail as a sentence, for whoever was overtaken by it.
   *
   * @param zone in which to say when
   */
  public String inWords(AuditEntry last, ZoneId zone) {
    return last.personEmail + did(last, zone, ChangeSummary::label);
  }

  private String did(AuditEntry last, ZoneId zone, UnaryOperator<String> labels) {
    Map<String, Object> before = read(last.before);
    Map<String, Object> after = read(last.after);
    List<String> differences = differences(before, after, labels);
    return (last.before == null && last.after != null ? " entered" : " changed")
        + " this record meanwhile ("
        + Formats.shortly(last.occurredAt, zone)
        + ")."
        + (differences.isEmpty() ? "" : " " + String.join("; ", differences) + ".");
  }

  private static List<String> differences(
      Map<?, ?> before, Map<?, ?> after, UnaryOperator<String> labels) {
    List<String> differences = new ArrayList<>();
    Set<Object> keys = new LinkedHashSet<>(after.keySet());
    keys.addAll(before.keySet());
    for (Object key : keys) {
      Object was = before.get(key);
      Object now = after.get(key);
      if (was instanceof Map<?, ?> || now instanceof Map<?, ?>) {
        // Such as the numbers of a report, by measure.
        differences.addAll(differences(map(was), map(now), ChangeSummary::label));
      } else if (!Objects.equals(was, now)) {
        differences.add(labels.apply(key.toString()) + ": " + word(was) + " → " + word(now));
      }
    }
    return differences;
  }

  /** {@code heldOn} becomes {@code Held on}. */
  static String label(String key) {
    return Formats.fromKey(key.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(ROOT));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private Map<String, Object> read(String state) {
    if (state == null) {
      return Map.of();
    }
    try {
      return json.readValue(state, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException notAnObject) {
      return Map.of();
    }
  }

  private static String word(Object value) {
    if (value == null || value.toString().isEmpty()) {
      return "nothing";
    }
    return value instanceof List<?> items
        ? items.isEmpty()
            ? "nothing"
            : "“" + items.stream().map(ChangeSummary::item).collect(Collectors.joining(", ")) + "”"
        : "“" + value + "”";
  }

  private static String item(Object item) {
    return item instanceof Map<?, ?> fields
        ? fields.values().stream()
            .filter(Objects::nonNull)
            .map(Object::toString)
            .collect(Collectors.joining(" "))
        : String.valueOf(item);
  }
}
