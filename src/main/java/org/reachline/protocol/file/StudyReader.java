package org.reachline.protocol.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationScheme;
import org.reachline.protocol.design.Term;
import org.reachline.protocol.measure.Check;
import org.reachline.protocol.measure.LockRule;
import org.reachline.protocol.measure.Measure;
import org.reachline.protocol.measure.Reporting;
import org.reachline.protocol.measure.ReportingInterval;
import org.reachline.protocol.strategy.Strategy;

/**
 * Reads the file from the top; each section has a reader of its own, called in the order in which
 * they refer to each other.
 */
final class StudyReader {

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){0,15}");

  /** What the platform itself calls somebody who coaches a site. */
  private static final String COACH = "coach";

  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_SENTENCE = 2000;
  private static final int LONGEST_SLUG = 64;

  /** What fits beside the wordmark on a telephone. */
  private static final int LONGEST_SHORT_TITLE = 24;

  private StudyReader() {}

  /** The study, or null after every mistake has been reported. */
  static StudyFile read(YamlMap root) {
    Integer format = root.integer("format", 1, 1);
    String slug =
        root.matching(
            "slug",
            SLUG,
            "words of lower-case letters and digits joined by -, such as jail-moud-coaching-echo");
    String title = root.words("title", LONGEST_TITLE);
    Optional<String> shortTitle = root.maybeWords("short_title", LONGEST_SHORT_TITLE, false);
    Optional<String> registryId = root.maybeWords("registry_id", 100, false);
    Boolean simulated = root.truth("simulated");
    List<String> sources = root.texts("sources", false, LONGEST_SENTENCE);
    List<String> assumptions = root.texts("assumptions", false, LONGEST_SENTENCE);
    List<String> eligibility = root.texts("eligibility", false, LONGEST_SENTENCE);
    Section<Term> siteTypes = Section.terms(root, "site_types", "site type", true);
    notEmpty(root, "site_types", siteTypes);
    Section<Term> parts = Section.terms(root, "parts", "part", false);
    requireNoCoach(parts);
    if (slug != null && slug.length() > LONGEST_SLUG) {
      root.refusal(
          "slug", "'slug' has " + slug.length() + " characters", "at most " + LONGEST_SLUG);
    }
    DesignReader design = new DesignReader(root);
    Section<Strategy> strategies = new StrategyReader(design, parts).read(root);
    MeasureReader measureReader = new MeasureReader(siteTypes);
    Section<Measure> measures = measureReader.read(root);
    List<Check> checks = measureReader.checks(root, measures);
    Reporting reporting = reporting(root.map("reporting"));
    AllocationReader allocationReader = new AllocationReader(siteTypes, design.arms());
    AllocationScheme allocation = allocationReader.read(root.map("allocation"));
    Section<Analysis> analyses = new AnalysisReader(design, measures, allocation).read(root);
    root.done();
    if (root.problems().any() || format == null || simulated == null) {
      return null;
    }
    return new StudyFile(
        slug,
        title,
        shortTitle,
        registryId,
        simulated,
        sources,
        assumptions,
        eligibility,
        siteTypes.read(),
        parts.read(),
        design.phases().read(),
        design.factors().read(),
        design.arms().read(),
        strategies.read(),
        measures.read(),
        checks,
        reporting,
        allocation,
        analyses.read());
  }

  /** Reports a list that is there and has nothing in it. */
  static void notEmpty(YamlMap parent, String listKey, Section<?> section) {
    if (section.entries().isEmpty() && parent.listIsEmpty(listKey)) {
      parent.problem(
          listKey, "'" + listKey + "' is an empty list", "at least one " + section.name());
    }
  }

  /**
   * Coaches come from outside a site; a part of the same key would give its holder their rights.
   */
  private static void requireNoCoach(Section<Term> parts) {
    for (int index = 0; index < parts.keys().size(); index++) {
      if (!COACH.equalsIgnoreCase(parts.keys().get(index))) {
        continue;
      }
      parts
          .entries()
          .get(index)
          .refusal(
              "key",
              "'" + parts.keys().get(index) + "' means the implementation coach in every study",
              "another key, such as site_coach");
    }
  }

  private static Reporting reporting(YamlMap map) {
    if (map == null) {
      return null;
    }
    int before = map.problems().count();
    ReportingInterval every = map.choice("every", ReportingInterval.class);
    Integer due = map.integer("due_after_days", 0, 365);
    Integer late = map.integer("late_after_days", 0, 730);
    LockRule lock = map.choice("lock", LockRule.class);
    Optional<Integer> lockDays = map.maybeInteger("lock_after_days", 0, 1095);
    if (due != null && late != null && late < due) {
      map.problem(
          "late_after_days", "a report would be late before it is due", due + " days or more");
    }
    lockDays
        .filter(days -> lock == LockRule.AFTER_DAYS && due != null && days < due)
        .ifPresent(
            days ->
                map.refusal(
                    "lock_after_days",
                    "a report would be locked after "
                        + days
                        + " days, before it is due after "
                        + due,
                    due + " days or more"));
    if (lock == LockRule.AFTER_DAYS && !map.has("lock_after_days")) {
      map.problem(
          "lock_after_days",
          "'lock_after_days' is missing",
          "the days from the end of the month to the lock");
    }
    if (lock == LockRule.ON_APPROVAL && map.has("lock_after_days")) {
      map.problem(
          "lock_after_days",
          "reports are locked on approval",
          "no 'lock_after_days', or lock: after_days");
    }
    List<String> codes =
        map.list("missing_codes", false, Shape.MISSING_CODE, YamlValue::toMissingCode);
    for (String code : codes) {
      if (codes.stream().filter(code::equalsIgnoreCase).count() > 1) {
        map.problem("missing_codes", "'" + code + "' is said twice", "each of them once");
        break;
      }
    }
    map.done();
    return map.problems().count() == before
        ? new Reporting(every, due, late, lock, lockDays, codes)
        : null;
  }
}
