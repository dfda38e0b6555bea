package org.reachline.people.accounts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.reachline.base.Problems;
import org.reachline.base.facts.Sent;
import org.reachline.people.PersonFacts;

/**
 * What shall be known of a person.
 *
 * @param roles realm names of all roles that they shall hold; null leaves them as they are
 * @param unblinds true to give a role although it shows a blinded person what arms get; null is
 *     false
 * @param reason why; not asked of a person's own change
 * @param version the version that you saw
 */
record PersonRequest(
    @JsonUnwrapped Sent<PersonFacts> facts,
    List<String> roles,
    Boolean unblinds,
    String reason,
    Integer version) {
  /** As if typed, so that page and API know the same rules. */
  Map<String, String> typed(Problems problems) {
    Map<String, String> typed = PersonFacts.SHEET.typed(facts, problems);
    typed.put("unblinds", Boolean.TRUE.equals(unblinds) ? "yes" : null);
    typed.put("reason", reason);
    typed.put("version", version == null ? null : version.toString());
    return typed;
  }
}
