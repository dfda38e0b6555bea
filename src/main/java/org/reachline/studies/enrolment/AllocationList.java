package org.reachline.studies.enrolment;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.PageNumber;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.Suggestions;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.input.UploadedText;
import org.reachline.base.lists.ListAct;
import org.reachline.base.lists.ListBasis;
import org.reachline.base.lists.ListOutcome;
import org.reachline.base.lists.ListSaid;
import org.reachline.base.lists.Progress;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.AllocationMethod;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Factor;
import org.reachline.protocol.design.Term;
import org.reachline.studies.Allocation;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.StudyPlaces;

/**
 * Gives units their arms from a list that was made elsewhere: every enrolled unit exactly once,
 * known arms, strata and pairs that agree. Done once and never changed; each allocation keeps the
 * hash of its list.
 */
@ApplicationScoped
public class AllocationList extends ListAct<Study, AllocationList.Taken> implements StudyPlaces {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("unit", "unit_code", "site", "site_id", "site_code"),
          Column.required("arm"),
          Column.optional("stratum"),
          Column.optional("pair"));

  @Inject Protocols protocols;
  @Inject AllocationPage page;
  @Inject ListBasis basis;
  @Inject AuditTrail audit;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  /**
   * What a list does.
   *
   * @param sha256 hash of the list, by which it is confirmed
   * @param perArm units per arm key that the list would newly allocate
   * @param basis what it was made from, to come back with the confirmation
   * @param done whether it was saved
   */
  public record Taken(
      List<RowOutcome> rows, String sha256, Map<String, Integer> perArm, String basis, boolean done)
      implements ListOutcome {
    @Override
    public Taken withRows(List<RowOutcome> some) {
      return new Taken(some, sha256, perArm, basis, done);
    }

    /** How many units get an arm. */
    public int fresh() {
      return perArm.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Mistakes that are told; whoever has more of them sent another list than they meant. */
  private static final int MOST_MISTAKES = 200;

  private record Line(Enrolment enrolment, Arm arm, String stratum, String pair) {}

  /**
   * The columns of a list, and what allocation.csv of an export says beside: levels, when, hash.
   */
  private static List<Column> columns(StudyFile file) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    columns.add(Column.optional("allocated_at"));
    columns.add(Column.optional("list_sha256"));
    for (Factor factor : file.factors()) {
      String name = "factor_" + factor.key().toLowerCase(Locale.ROOT).replace('-', '_');
      columns.add(Column.optional(name));
    }
    return columns;
  }

  @Override
  public String one() {
    return "allocation";
  }

  @Override
  public String many() {
    return "allocations";
  }

  @Override
  public Set<Role> takers() {
    return Set.of(Role.COORDINATOR);
  }

  @Override
  public String address(String slug) {
    return Study.address(slug, "allocation");
  }

  @Override
  public String back(String slug) {
    return address(slug);
  }

  @Override
  protected Class<Taken> outcome() {
    return Taken.class;
  }

  @Override
  protected String receipt(Taken taken) {
    return taken.fresh() + " units are allocated.";
  }

  @Override
  public TemplateInstance choose(Study study, String pasted, Problems problems) {
    return page.allocation(study, PageNumber.FIRST, pasted, problems);
  }

  @Override
  public TemplateInstance preview(Study study, Look<Taken> look) {
    return page.preview(study, look);
  }

  @Override
  public Problems lacks(Taken told, ListSaid said) {
    Problems problems = new Problems();
    if (told.fresh() > 0 && !said.has("confirm")) {
      problems.add("confirm", "Tick the box to say that you have read what cannot be undone.");
    }
    return problems;
  }

  @Override
  @Transactional
  public Taken check(Study study, UploadedText text, ListSaid said, Progress progress) {
    return read(study, text, progress, (taken, lines) -> taken);
  }

  /** Allocates for good what the person saw checked, as its hash in {@code confirm} says. */
  @Override
  @Transactional
  public Taken take(Study study, UploadedText text, ListSaid said, Progress progress) {
    return read(
        study,
        text,
        progress,
        (taken, lines) -> {
          if (!taken.sha256().equals(said.first("confirm"))) {
            throw new Refusal.Conflict("This is not the list that was checked. Check it again.");
          }
          basis.requireSame(said.has("basis") ? said.basis() : null, found(lines));
          int behind = 0;
          for (Line line : lines) {
            allocate(line, taken.sha256());
            progress.told(Progress.Step.SAVING, ++behind, lines.size());
          }
          return new Taken(taken.rows(), taken.sha256(), taken.perArm(), taken.basis(), true);
        });
  }

  private static List<ListBasis.Found> found(Collection<Line> lines) {
    return lines.stream()
        .map(Line::enrolment)
        .map(e -> new ListBasis.Found(e.subject(), e.unit.code, e.version))
        .toList();
  }

  /** Reads a list; {@code then} is asked where nothing is wrong. */
  private Taken read(
      Study study,
      UploadedText text,
      Progress progress,
      BiFunction<Taken, Collection<Line>, Taken> then) {
    StudyFile file = protocols.fileOf(study);
    if (file.allocation().method() == AllocationMethod.NONE) {
      throw new Refusal.Conflict("Nobody allocates in this study: it is observed.");
    }
    UploadedTable table = UploadedTable.read(text.text(), columns(file));
    if (!table.problems().isEmpty()) {
      return new Taken(table.problems(), text.sha256(), Map.of(), "", false);
    }
    List<RowOutcome> outcomes = new ArrayList<>();
    Map<Long, Line> lines = new LinkedHashMap<>();
    read(study, file, table, lines, outcomes);
    progress.told(Progress.Step.READING, table.rows().size(), table.rows().size());
    if (!RowOutcome.anyError(outcomes)) {
      checkPairs(study, file, lines, outcomes);
    }
    outcomes.sort((a, b) -> Integer.compare(a.row(), b.row()));
    Map<String, Integer> perArm = new LinkedHashMap<>();
    file.arms().forEach(arm -> perArm.put(arm.key(), 0));
    lines.values().stream()
        .filter(line -> line.enrolment().armKey == null)
        .forEach(line -> perArm.merge(line.arm().key(), 1, Integer::sum));
    Taken taken =
        new Taken(outcomes, text.sha256(), perArm, basis.of(found(lines.values())), false);
    return taken.isBad() ? taken : then.apply(taken, lines.values());
  }

  private static void read(
      Study study,
      StudyFile file,
      UploadedTable table,
      Map<Long, Line> lines,
      List<RowOutcome> outcomes) {
    List<Enrolment> enrolments = Enrolment.listForStudy(study);
    Map<String, Enrolment> active = new HashMap<>();
    for (Enrolment e : enrolments) {
      if (e.isActive()) {
        active.put(key(e.unit.code), e);
      }
    }
    Map<String, Enrolment> bySite = bySite(enrolments);
    Map<String, Integer> rowOf = new HashMap<>();
    int mistakes = 0;
    for (Row row : table.rows()) {
      if (mistakes >= MOST_MISTAKES) {
        outcomes.add(
            RowOutcome.error(
                row.number(),
                "",
                "",
                "There are more than "
                    + MOST_MISTAKES
                    + " mistakes. From this row on nothing was read; mend the others first."));
        return;
      }
      Problems problems = new Problems();
      Enrolment e = active.get(key(row.get("unit")));
      if (e == null) {
        problems.add(
            "unit",
            notActive(bySite, row.get("unit"))
                .orElseGet(
                    () ->
                        "No unit with the code “"
                            + Problems.shortened(row.get("unit"))
                            + "” is enrolled in this study."
                            + Suggestions.didYouMean(row.get("unit"), codes(active))));
      }
      Integer earlier = rowOf.putIfAbsent(key(row.get("unit")), row.number());
      if (e != null && earlier != null) {
        problems.add("unit", "This unit stands in row " + earlier + " already.");
      }
      Arm arm = file.findArm(row.get("arm")).orElse(null);
      List<String> arms = file.arms().stream().map(Arm::key).toList();
      if (arm == null) {
        problems.add(
            "arm",
            "“"
                + Problems.shortened(row.get("arm"))
                + "” is not an arm of this study."
                + Suggestions.didYouMean(row.get("arm"), arms)
                + " Arms: "
                + String.join(", ", arms)
                + ".");
      }
      String stratum = agreed("stratum", row, e, file.allocation().strata(), "strata", problems);
      String pair = agreed("pair", row, e, file.allocation().pairs(), "pairs", problems);
      if (e != null && e.armKey != null) {
        added("stratum", stratum, e.stratum, problems);
        added("pair", pair, e.pair, problems);
      }
      if (e != null && e.armKey != null && arm != null && !arm.key().equals(e.armKey)) {
        problems.add(
            "arm", "This unit is allocated to " + e.armKey + ". An allocation is never changed.");
      }
      mistakes += problems.list().size();
      problems
          .list()
          .forEach(
              p ->
                  outcomes.add(
                      RowOutcome.error(
                          row.number(),
                          Problems.shortened(row.get("unit")),
                          p.field(),
                          p.message())));
      if (!problems.any()) {
        lines.put(e.id, new Line(e, arm, stratum, pair));
        outcomes.add(
            e.armKey == null
                ? new RowOutcome(row.number(), e.unit.code, RowOutcome.Kind.NEW, "", arm.label())
                : new RowOutcome(
                    row.number(), e.unit.code, RowOutcome.Kind.SAME, "", "allocated before"));
      }
    }
    active.forEach(
        (code, e) -> {
          if (e.armKey == null && !rowOf.containsKey(code)) {
            outcomes.add(
                RowOutcome.error(
                    0, e.unit.code, "unit", "This unit is enrolled and not in the list."));
          }
        });
  }

  /** The enrolment that each site belongs to, an active one before the newest withdrawn. */
  private static Map<String, Enrolment> bySite(List<Enrolment> enrolments) {
    Map<String, Enrolment> bySite = new HashMap<>();
    enrolments.stream()
        .sorted(Comparator.comparing(Enrolment::isActive).thenComparing(Enrolment.byAge()))
        .forEach(e -> e.members.forEach(site -> bySite.put(key(site.code), e)));
    return bySite;
  }

  /** Why a site of this code is no unit that can get an arm, where the study knows it. */
  private static Optional<String> notActive(Map<String, Enrolment> bySite, String code) {
    return Optional.ofNullable(bySite.get(key(code)))
        .map(
            e ->
                e.isActive()
                    ? "“%s” is no unit but a partner of %s; give the unit %s its arm."
                        .formatted(code, e.unit.code, e.unit.code)
                    : "The unit “%s” was withdrawn on %s; take its row out, or enrol it again."
                        .formatted(e.unit.code, Formats.inWords(e.withdrawnOn)));
  }

  private static List<String> codes(Map<String, Enrolment> active) {
    return active.values().stream().map(e -> e.unit.code).toList();
  }

  /** Stratum or pair of a row, which must agree with what was enrolled and may not be missing. */
  private static String agreed(
      String column, Row row, Enrolment e, List<Term> known, String many, Problems problems) {
    String typed = EnrolmentActs.term(column, row.get(column), known, many, problems);
    String recorded = e == null ? null : column.equals("stratum") ? e.stratum : e.pair;
    if (typed != null && recorded != null && !typed.equals(recorded)) {
      problems.add(
          column, "The unit was enrolled in " + column + " " + recorded + ", not " + typed + ".");
    }
    if (typed == null && recorded == null && !known.isEmpty() && problems.of(column) == null) {
      problems.add(
          column, "The " + column + " is missing: the study allocates within its " + many + ".");
    }
    return typed == null ? recorded : typed;
  }

  /** A list says nothing new of a unit that is allocated, and never silently. */
  private static void added(String column, String said, String recorded, Problems problems) {
    if (said != null && recorded == null && problems.of(column) == null) {
      problems.add(
          column,
          "This unit was allocated without a "
              + column
              + "; a list does not add one. Leave the cell empty.");
    }
  }

  private static void checkPairs(
      Study study, StudyFile file, Map<Long, Line> lines, List<RowOutcome> outcomes) {
    if (file.allocation().pairs().isEmpty()) {
      return;
    }
    Map<String, Set<String>> armsOf = new TreeMap<>();
    for (Enrolment e : Enrolment.listForStudy(study)) {
      if (e.isActive() && e.armKey != null && e.pair != null) {
        armsOf.computeIfAbsent(e.pair, k -> new TreeSet<>()).add(e.armKey);
      }
    }
    lines
        .values()
        .forEach(
            line ->
                armsOf.computeIfAbsent(line.pair(), k -> new TreeSet<>()).add(line.arm().key()));
    armsOf.forEach(
        (pair, arms) -> {
          if (arms.size() < file.arms().size()) {
            outcomes.add(
                RowOutcome.error(
                    0,
                    pair,
                    "pair",
                    "Only "
                        + String.join(", ", arms)
                        + " in this pair; every arm needs a unit in it."));
          }
        });
  }

  private void allocate(Line line, String sha256) {
    Enrolment e = line.enrolment();
    if (e.armKey != null) {
      return;
    }
    e.armKey = line.arm().key();
    e.stratum = line.stratum();
    e.pair = line.pair();
    Allocation allocation = new Allocation();
    allocation.enrolment = e;
    allocation.armKey = line.arm().key();
    allocation.allocatedAt = clock.instant();
    allocation.allocatedBy = me.isSignedIn() ? me.email() : "system";
    allocation.listSha256 = sha256;
    allocation.persist();
    Map<String, Object> after = new TreeMap<>();
    after.put("arm", line.arm().key());
    after.put("stratum", Objects.toString(line.stratum(), ""));
    after.put("pair", Objects.toString(line.pair(), ""));
    after.put("list_sha256", sha256);
    audit.record("unit.allocated", subject(e), e.unit.id, null, after, null);
  }

  /** Key of an allocation in the trail; apart from the enrolment's, which more people may read. */
  static String subject(Enrolment e) {
    return "allocation:" + e.study.slug + "/" + e.unit.code;
  }

  private static String key(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
