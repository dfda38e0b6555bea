package org.reachline.comparison;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.studies.Study;

/**
 * Who is told what: coordinators and researchers who may see arms get the comparison, blinded
 * researchers everybody together, all others nothing. Every answer that goes out is on record.
 */
@ApplicationScoped
class ComparisonAccess {
  @Inject CurrentPerson me;
  @Inject Comparisons comparisons;
  @Inject KeptAnswers kept;
  @Inject InterimLooks looks;

  /**
   * Answers for the current person.
   *
   * @param rule counting rules for the dose, as {@link CountingChoice} reads them; whoever may not
   *     see arms is told no dose
   * @throws Refusal.NotFound for anybody else
   */
  @Transactional
  Answer answer(Study study, Question question, List<String> rule) {
    requireReader();
    CountingChoice counting = me.maySeeArms() ? CountingChoice.of(question.file(), rule) : null;
    Answer answer =
        kept.of(
            study,
            question,
            counting,
            () ->
                counting == null
                    ? comparisons.pool(study, question)
                    : comparisons.compare(study, question, counting));
    looks.keep(answer);
    return answer;
  }

  /** Passes those who may read comparisons at all. A token may outlast the access behind it. */
  void requireReader() {
    if (!me.is(Role.COORDINATOR) && !me.is(Role.RESEARCHER)) {
      throw new Refusal.NotFound();
    }
  }
}
