package org.reachline.comparison;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.reachline.dose.DoseBasis;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.studies.Study;

/**
 * Answers that were worked out before, given again while nothing has changed that they follow from.
 * A comparison over 3,100 sites reads 75,000 reports; whether one of them changed is a sum.
 */
@ApplicationScoped
class KeptAnswers {
  private static final int MOST = 200;

  @Inject EntityManager database;
  @Inject DoseBasis doses;
  @Inject Amendments amendments;
  @Inject Clock clock;

  private final Map<Asking, Kept> kept = new ConcurrentHashMap<>();

  /** What was asked; {@code counting} is null where somebody blinded asks, who is told no dose. */
  private record Asking(
      long study, String registered, Analysis analysis, CountingChoice counting) {}

  private record Kept(String basis, List<Amendment> amended, Answer answer) {}

  /** The answer that is kept, or the one that is worked out now. */
  Answer of(Study study, Question question, CountingChoice counting, Supplier<Answer> answer) {
    Asking asking =
        new Asking(study.id, question.registered().key(), question.analysis(), counting);
    String basis = basis(study);
    List<Amendment> amended = amendments.of(study, asking.registered(), counting != null);
    Kept known = kept.get(asking);
    if (known == null || !known.basis().equals(basis) || !known.amended().equals(amended)) {
      known = new Kept(basis, amended, answer.get());
      if (kept.size() >= MOST) {
        kept.clear();
      }
      kept.put(asking, known);
    }
    return known.answer().asOf(clock.instant());
  }

  private String basis(Study study) {
    return doses.of(study)
        + " "
        + database
            .createNativeQuery(
                "select count(*) || '/' || sum(version) || '/' || max(ordinal) from site_report"
                    + " where study_id = ?1",
                String.class)
            .setParameter(1, study.id)
            .getSingleResult();
  }
}
