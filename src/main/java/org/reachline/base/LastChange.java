package org.reachline.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells somebody who was overtaken what the other person did, from the trail. */
@ApplicationScoped
public class LastChange {
  @Inject ObjectMapper json;

  /**
   * The last act on a record as a sentence with who, when and each property that differs.
   *
   * @param subject as given to {@link Audit#record}
   * @param zone in which to say when
   */
  public String inWords(String subject, ZoneId zone) {
    List<AuditEntry> trail = AuditEntry.listForSubject(subject);
    if (trail.isEmpty()) {
      return "Somebody changed this record while you were working on it.";
    }
    AuditEntry last = trail.get(trail.size() - 1);
    Map<String, Object> before = read(last.before);
    Map<String, Object> after = read(last.after);
    List<String> differences = new ArrayList<>();
    after.forEach(
        (key, now) -> {
          Object was = before.get(key);
          if (!Objects.equals(was, now)) {
            differences.add(Words.fromKey(key) + ": " + word(was) + " → " + word(now));
          }
        });
    return last.personEmail
        + " changed this record meanwhile ("
        + Words.shortly(last.occurredAt, zone)
        + "). "
        + String.join("; ", differences)
        + (differences.isEmpty() ? "" : ".");
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
    return value == null || value.toString().isEmpty() ? "nothing" : "“" + value + "”";
  }
}
