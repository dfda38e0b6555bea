package org.reachline.dose;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * A line of the plan in one study month, as {@code monthly_call@4}.
 *
 * @param key the line's key in the study file
 * @param month the study month; null of a text that names none, which no plan has
 */
@Embeddable
public record Occurrence(
    @Column(name = "planned_key") String key,
    @Column(name = "planned_month") @Nullable Integer month) {

  /** Reads {@code monthly_call@4}; null for an empty text. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable Occurrence of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    int at = text.lastIndexOf('@');
    String month = text.substring(at + 1);
    return at > 0 && month.matches("\\d{1,4}")
        ? new Occurrence(text.substring(0, at), Integer.valueOf(month))
        : new Occurrence(text, null);
  }

  @JsonValue
  @Override
  public String toString() {
    return month == null ? key : key + "@" + month;
  }
}
