package org.reachline.base.lists;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.UploadedTable;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.ChangeSummary;

/**
 * Keeps what a person confirms to what they were shown. The preview of an uploaded list carries a
 * basis: the newest record of then, and a hash of the records it was made from. If the records are
 * others by the time of the confirmation, nothing is saved and the person is told who changed what.
 */
@ApplicationScoped
public class ListBasis {
  private static final int MOST_TOLD = 5;

  @Inject ChangeSummary lastChange;
  @Inject CurrentPerson me;
  @Inject EntityManager database;

  /**
   * A record as the list found it.
   *
   * @param subject whose trail tells of its changes, as given to {@link AuditTrail#record}
   * @param label what people call it, such as a site's code
   * @param state what changes with it: its version, or null while there is none
   */
  public record Found(String subject, String label, Object state) {}

  /** The basis of a plan that was made from these records; their order does not matter. */
  public String of(Collection<Found> records) {
    return newest() + "-" + hash(records);
  }

  /**
   * Compares the records with those that a confirmed preview was made from.
   *
   * @param basis as {@link #of} gave it to the preview; null to skip the comparison
   * @throws Refusal.Conflict with who changed what since
   */
  public void requireSame(String basis, Collection<Found> now) {
    if (basis == null || basis.endsWith("-" + hash(now))) {
      return;
    }
    Map<String, String> labels = new HashMap<>();
    now.forEach(found -> labels.put(found.subject(), found.label()));
    List<String> changes = lastChange.since(newestAt(basis), labels, me.zone());
    throw new Refusal.Conflict(
        "What the list is about has changed since you checked it. "
            + String.join(" ", changes.subList(0, Math.min(MOST_TOLD, changes.size())))
            + (changes.size() > MOST_TOLD ? " And " + (changes.size() - MOST_TOLD) + " more." : "")
            + (changes.isEmpty() ? "" : " ")
            + "Nothing was saved; look at what it would do now.");
  }

  /** The newest record when a basis was made; of a basis that is not ours, the newest there is. */
  private long newestAt(String basis) {
    try {
      return Long.parseLong(basis.split("-")[0]);
    } catch (NumberFormatException notOurs) {
      return newest();
    }
  }

  private long newest() {
    return ((Number)
            database.createNativeQuery("select last_value from record_ordinal").getSingleResult())
        .longValue();
  }

  private static String hash(Collection<Found> records) {
    TreeSet<String> lines = new TreeSet<>();
    records.forEach(found -> lines.add(found.subject() + " " + found.state()));
    return UploadedTable.sha256(String.join("\n", lines)).substring(0, 32);
  }
}
