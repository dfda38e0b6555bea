package org.reachline.sessions.after;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionState;

/** The short survey after a session: taken from each person once, changeable until it closes. */
@ApplicationScoped
public class Survey {
  /** Below so many answers nothing is shown, so that nobody is recognised by what they said. */
  public static final int LEAST = 3;

  private static final int LONGEST = 1000;

  /** The answers to how useful it was. */
  public static final List<Choice> USEFULNESS =
      List.of(
          new Choice("5", "Very useful"),
          new Choice("4", "Useful"),
          new Choice("3", "Somewhat useful"),
          new Choice("2", "Of little use"),
          new Choice("1", "Of no use"));

  @Inject Clock clock;

  @ConfigProperty(name = "reachline.survey.open-days", defaultValue = "14")
  int openDays;

  /**
   * What people typed.
   *
   * @param usefulness 1 to 5
   * @param change one thing they will do differently, may be empty
   */
  public record Form(String usefulness, String change) {}

  /**
   * How often one answer was given.
   *
   * @param value 1 to 5
   * @param label in words
   * @param people how many
   */
  public record Count(int value, String label, int people) {}

  /**
   * What hosts may read.
   *
   * @param answers how many people answered
   * @param told whether there are enough answers to show them
   * @param counts how often each answer was given, best first; empty if not told
   * @param mean mean of the answers with one decimal, or null if not told
   * @param changes what people will do differently, without names, sorted by their words; empty if
   *     not told
   */
  public record Summary(
      int answers, boolean told, List<Count> counts, String mean, List<String> changes) {}

  /** Until when it can be answered; empty before the session was held. */
  public Optional<Instant> closesAt(EchoSession session) {
    return session.state() == SessionState.HELD
        ? Optional.of(session.closedAt().plus(Duration.ofDays(openDays)))
        : Optional.empty();
  }

  /** Whether it can be answered now. */
  public boolean isOpen(EchoSession session) {
    return isOpen(session, clock.instant());
  }

  private boolean isOpen(EchoSession session, Instant at) {
    return closesAt(session).filter(end -> at.isBefore(end)).isPresent();
  }

  /**
   * Takes an answer, or its change.
   *
   * @throws Refusal.Conflict if the survey is not open
   * @throws Refusal.BadInput naming {@code usefulness} or {@code change}
   */
  @Transactional
  public SurveyAnswer answer(EchoSession session, Person person, Form form) {
    return answer(session, person, form, clock.instant());
  }

  /** The same for an answer that was given before it came here. */
  @Transactional
  public SurveyAnswer answer(EchoSession session, Person person, Form form, Instant answeredAt) {
    if (!isOpen(session, answeredAt)) {
      throw new Refusal.Conflict(
          "This survey is not open: it takes answers for "
              + openDays
              + " days after the session was closed.");
    }
    Problems problems = new Problems();
    Integer usefulness = problems.integer("usefulness", form.usefulness(), 1, 5);
    String change = problems.optionalText("change", form.change(), LONGEST);
    problems.throwIfAny();
    Optional<SurveyAnswer> before = SurveyAnswer.newest(session, person);
    if (before.isPresent()
        && before.get().usefulness == usefulness
        && java.util.Objects.equals(before.get().change, change)) {
      return before.get();
    }
    SurveyAnswer answer = new SurveyAnswer();
    answer.key =
        new SurveyAnswer.Key(
            session.id, person.id, before.map(b -> b.key.revision()).orElse(0) + 1);
    answer.usefulness = usefulness;
    answer.change = change;
    answer.answeredAt = answeredAt;
    answer.persist();
    return answer;
  }

  /** What hosts may read of a session. */
  public Summary summary(EchoSession session) {
    return summary(SurveyAnswer.listNewest(session));
  }

  /** The same from the answers themselves. */
  static Summary summary(List<SurveyAnswer> answers) {
    if (answers.size() < LEAST) {
      return new Summary(answers.size(), false, List.of(), null, List.of());
    }
    List<Count> counts =
        USEFULNESS.stream()
            .map(
                choice -> {
                  int value = Integer.parseInt(choice.value());
                  int people = (int) answers.stream().filter(a -> a.usefulness == value).count();
                  return new Count(value, choice.label(), people);
                })
            .toList();
    double mean = answers.stream().mapToInt(a -> a.usefulness).average().orElseThrow();
    return new Summary(
        answers.size(),
        true,
        counts,
        String.format(Locale.ROOT, "%.1f", mean),
        answers.stream().map(a -> a.change).filter(c -> c != null).sorted().toList());
  }
}
