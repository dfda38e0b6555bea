package org.reachline.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * Writes the trail: who did what, when, before, after and why. Always in the transaction of the
 * change itself, so that neither can exist without the other.
 */
@ApplicationScoped
public class Audit {
  @Inject Clock clock;
  @Inject CurrentPerson me;
  @Inject ObjectMapper json;

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
    AuditEntry entry = new AuditEntry();
    entry.occurredAt = clock.instant();
    entry.personEmail = me.isSignedIn() ? me.email() : "system";
    entry.act = act;
    entry.subject = subject;
    entry.siteId = siteId;
    entry.before = write(before);
    entry.after = write(after);
    entry.reason = reason;
    entry.persist();
  }

  private String write(Object state) {
    try {
      return state == null ? null : json.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("audit state cannot be written as JSON", e);
    }
  }
}
