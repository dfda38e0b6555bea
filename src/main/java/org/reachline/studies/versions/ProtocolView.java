package org.reachline.studies.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.strategy.ContactMode;
import org.reachline.protocol.strategy.ContactPlan;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Plan;
import org.reachline.protocol.strategy.Strategy;

/** A study file as sentences and short tables, for the page that explains the protocol. */
public record ProtocolView(StudyFile file) {

  /**
   * One planned contact.
   *
   * @param months study months in words, such as {@code 2 to 12}
   */
  public record ContactLine(
      String label, String months, int minutes, String how, String audience, boolean counts) {}

  /**
   * What one level or arm is prescribed.
   *
   * @param forWhom level or arm, by label
   * @param totals one line per counting rule, the rule in force first
   */
  public record PlanView(
      String forWhom, List<ContactLine> contacts, List<String> staffing, List<String> totals) {}

  /** One strategy with its plans. */
  public record StrategyView(String label, String kind, List<PlanView> plans) {}

  /** One measure in words. */
  public record MeasureLine(
      String label, String unit, String nature, String rate, String reportedBy, boolean required) {}

  /** Strategies with what each level or arm is prescribed. */
  public List<StrategyView> strategies() {
    return file.strategies().stream()
        .map(
            s ->
                new StrategyView(
                    s.label(),
                    switch (s.kind()) {
                      case COACHING -> "Coaching, logged contact by contact";
                      case ECHO -> "ECHO programme, with attendance";
                      case ACTIVITY -> "Activity";
                    },
                    s.plans().stream().map(p -> plan(s, p)).toList()))
        .toList();
  }

  /** Measures in the order of the monthly form. */
  public List<MeasureLine> measures() {
    return file.measures().stream().map(this::measure).toList();
  }

  /** The reporting calendar as a sentence. */
  public String reporting() {
    var r = file.reporting();
    String lock =
        switch (r.lock()) {
          case ON_APPROVAL -> "A report is locked when the coordinator approves it.";
          case AFTER_DAYS -> "A report is locked " + r.lockAfterDays().orElse(0) + " days after.";
        };
    return "Sites report every "
        + r.every().name().toLowerCase(Locale.ROOT)
        + ". A report is due "
        + r.dueAfterDays()
        + " days after its end and late after "
        + r.lateAfterDays()
        + ". "
        + lock;
  }

  /** What is allocated and how, as a sentence. */
  public String allocation() {
    var a = file.allocation();
    String lead = label(file.siteTypes(), a.siteType()).toLowerCase(Locale.ROOT);
    String unit =
        switch (a.unit()) {
          case SITE -> "Each " + lead + " is allocated on its own.";
          case SITE_WITH_PARTNERS ->
              "Each "
                  + lead
                  + " is allocated together with its partners ("
                  + label(file.siteTypes(), a.partnerType().orElse("")).toLowerCase(Locale.ROOT)
                  + ").";
          case PARTICIPANT -> "Each participant is allocated at a " + lead + ".";
        };
    String how =
        switch (a.method()) {
          case UPLOADED_LIST -> " The arms come from a list that is made elsewhere and uploaded.";
          case NONE -> " Nobody allocates: the study is observed.";
        };
    return unit + how + among(" Strata: ", a.strata()) + among(" Pairs: ", a.pairs());
  }

  private static String among(String lead, List<Term> terms) {
    return terms.isEmpty()
        ? ""
        : lead + terms.stream().map(Term::label).collect(Collectors.joining("; ")) + ".";
  }

  /** An arm's levels in words, such as {@code Coaching dose high, ECHO offered}. */
  public String levels(Map<String, String> levels) {
    return file.factors().stream()
        .filter(f -> levels.containsKey(f.key()))
        .map(f -> f.label() + " " + label(f.levels(), levels.get(f.key())))
        .collect(Collectors.joining(", "));
  }

  private PlanView plan(Strategy s, Plan p) {
    String forWhom =
        p.arm()
            .flatMap(file::findArm)
            .map(a -> a.label())
            .or(
                () ->
                    p.level()
                        .flatMap(
                            level ->
                                s.factor()
                                    .flatMap(file::findFactor)
                                    .map(f -> f.label() + " " + label(f.levels(), level))))
            .orElse("All units");
    List<ContactLine> contacts = p.contacts().stream().map(this::contact).toList();
    List<String> staffing =
        p.staffing().stream()
            .map(
                st ->
                    label(file.parts(), st.part())
                        + ", "
                        + Math.round(st.fullTimeEquivalent() * 100)
                        + " % of full time")
            .toList();
    List<String> totals = new ArrayList<>();
    if (!p.contacts().isEmpty()) {
      totals.add(total(s.countingRule(), p));
      s.countingRules().stream()
          .filter(rule -> !rule.key().equals(s.countingRule().key()))
          .forEach(rule -> totals.add(total(rule, p) + " (not in force)"));
    }
    return new PlanView(forWhom, contacts, staffing, totals);
  }

  private static String total(CountingRule rule, Plan p) {
    int contacts = 0;
    int minutes = 0;
    for (ContactPlan c : p.contacts()) {
      contacts += rule.countsContact(c) ? c.months().size() : 0;
      minutes += rule.countsMinutes(c) ? c.months().size() * c.minutes() : 0;
    }
    return contacts
        + (contacts == 1 ? " contact, " : " contacts, ")
        + Formats.asHours(minutes)
        + ": "
        + rule.label();
  }

  private ContactLine contact(ContactPlan c) {
    String kind = Formats.fromKey(c.kind().name().toLowerCase(Locale.ROOT));
    return new ContactLine(
        c.label(),
        months(c.months()),
        c.minutes(),
        c.mode() == ContactMode.ANY ? kind : kind + ", " + c.mode().name().toLowerCase(Locale.ROOT),
        c.audience().stream().map(a -> label(file.parts(), a)).collect(Collectors.joining(", ")),
        c.counts());
  }

  private MeasureLine measure(Measure m) {
    String nature =
        switch (m.nature()) {
          case FLOW -> "counted over the period";
          case STOCK -> "at the end of the period";
        };
    if (m.computed().isPresent()) {
      nature = "computed: " + m.computed().get();
    }
    String rate =
        m.denominator()
            .map(
                d ->
                    "per "
                        + plain(d.per())
                        + " of "
                        + file.findMeasure(d.measure())
                            .map(Measure::label)
                            .orElse(d.measure())
                            .toLowerCase(Locale.ROOT))
            .orElse("");
    String by =
        m.siteTypes().size() == file.siteTypes().size()
            ? "all sites"
            : m.siteTypes().stream()
                .map(t -> label(file.siteTypes(), t))
                .collect(Collectors.joining(", "));
    return new MeasureLine(
        m.label(), m.unit(), nature, rate, by, m.required() && m.computed().isEmpty());
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.US, "%,d", (long) number)
        : String.valueOf(number);
  }

  private static String label(List<Term> terms, String key) {
    return terms.stream().filter(t -> t.key().equals(key)).map(Term::label).findFirst().orElse(key);
  }

  /** Months in words, runs of three and more joined: {@code 1, 4 to 12}. */
  static String months(List<Integer> months) {
    List<String> runs = new ArrayList<>();
    for (int from = 0; from < months.size(); ) {
      int to = from;
      while (to + 1 < months.size() && months.get(to + 1) == months.get(to) + 1) {
        to++;
      }
      if (to - from >= 2) {
        runs.add(months.get(from) + " to " + months.get(to));
      } else {
        for (int i = from; i <= to; i++) {
          runs.add(String.valueOf(months.get(i)));
        }
      }
      from = to + 1;
    }
    return String.join(", ", runs);
  }
}
