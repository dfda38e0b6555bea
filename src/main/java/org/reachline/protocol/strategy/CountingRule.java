package org.reachline.protocol.strategy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.reachline.protocol.design.Require;

/**
 * One way to say which contacts count toward the dose. Contacts and minutes are separate facts, so
 * each has its own exceptions; where a rule is silent, the planned contact's own {@code counts}
 * decides.
 *
 * @param key what the file chooses by
 * @param label what people read beside every dose
 * @param contacts by key of a planned contact: whether it adds one to the contacts
 * @param minutes by key of a planned contact: whether its length adds to the minutes
 */
public record CountingRule(
    String key, String label, Map<String, Boolean> contacts, Map<String, Boolean> minutes) {

  public CountingRule {
    Require.text(key, "key");
    Require.text(label, "label");
    contacts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    minutes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(minutes));
  }

  /** The rule of a strategy that declares none: every planned contact decides for itself. */
  static CountingRule asPlanned() {
    return new CountingRule("as_planned", "Contacts as the plan marks them", Map.of(), Map.of());
  }

  /** Whether the planned contact adds one to the contacts. */
  public boolean countsContact(ContactPlan contact) {
    return contacts.getOrDefault(contact.key(), contact.counts());
  }

  /** Whether the planned contact's length adds to the minutes. */
  public boolean countsMinutes(ContactPlan contact) {
    return minutes.getOrDefault(contact.key(), contact.counts());
  }
}
