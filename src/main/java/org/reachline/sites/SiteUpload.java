package org.reachline.sites;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.reachline.base.Audit;
import org.reachline.base.Choice;
import org.reachline.base.ListBasis;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.RowOutcome;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.Vocabulary;

/**
 * Enters and changes many sites from one list. All rows or none: a row with an error keeps the
 * others from being saved too.
 */
@ApplicationScoped
public class SiteUpload {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("code", "site", "site_id", "site_code"),
          Column.required("name"),
          Column.required("type"),
          Column.optional("size"),
          Column.optional("size_unit"),
          Column.required("state"),
          Column.required("zone", "time_zone"),
          Column.optional("partner_of"));

  @Inject Vocabulary vocabulary;
  @Inject SiteActs acts;
  @Inject Audit audit;
  @Inject ListBasis basis;

  /** A row that can be read. */
  private record Line(Row row, SiteData data, Site known) {}

  /**
   * What a list does.
   *
   * @param basis what it was made from, to come back with the confirmation
   */
  public record Taken(List<RowOutcome> rows, String basis) {
    /** Whether a row cannot be taken. */
    public boolean isBad() {
      return RowOutcome.anyError(rows);
    }
  }

  /** What is to be done: rows told, lines read, sites as they stand. */
  private record Plan(List<RowOutcome> rows, Map<String, Line> lines, Map<String, Site> known) {}

  /** Says per row what the list would do, and does nothing. */
  @Transactional
  public Taken check(String text) {
    Plan plan = plan(text);
    return new Taken(plan.rows(), basis.of(found(plan)));
  }

  /**
   * Does what the list says, unless a row has an error.
   *
   * @param seen basis of the preview that was confirmed; null to skip the comparison
   * @throws Refusal.Conflict with who changed what since the preview
   */
  @Transactional
  public Taken take(String text, String seen) {
    Plan plan = plan(text);
    List<ListBasis.Found> found = found(plan);
    basis.requireSame(seen, found);
    Taken taken = new Taken(plan.rows(), basis.of(found));
    if (!taken.isBad()) {
      save(plan.lines(), plan.known());
    }
    return taken;
  }

  private static List<ListBasis.Found> found(Plan plan) {
    return plan.lines().values().stream()
        .map(
            line ->
                new ListBasis.Found(
                    "site:" + line.data().code(),
                    line.data().code(),
                    line.known() == null ? null : line.known().version))
        .toList();
  }

  private Plan plan(String text) {
    UploadedTable table = UploadedTable.read(text, COLUMNS);
    if (!table.problems().isEmpty()) {
      return new Plan(table.problems(), Map.of(), Map.of());
    }
    Map<String, Site> known = new HashMap<>();
    Site.listByCode().forEach(site -> known.put(key(site.code), site));
    List<RowOutcome> outcomes = new ArrayList<>();
    Map<String, Line> lines = read(table, known, outcomes);
    checkPartners(lines, known, outcomes);
    outcomes.sort((a, b) -> Integer.compare(a.row(), b.row()));
    return new Plan(outcomes, lines, known);
  }

  private Map<String, Line> read(
      UploadedTable table, Map<String, Site> known, List<RowOutcome> outcomes) {
    List<Choice> types = vocabulary.siteTypes();
    Map<String, Line> lines = new LinkedHashMap<>();
    for (Row row : table.rows()) {
      Site site = known.get(key(row.get("code")));
      Problems problems = new Problems();
      SiteData data = form(table, row, site).read(problems, types);
      if (problems.any()) {
        problems
            .list()
            .forEach(
                p ->
                    outcomes.add(
                        RowOutcome.error(
                            row.number(), row.get("code"), column(p.field()), p.message())));
      }
      Line earlier = lines.get(key(row.get("code")));
      if (earlier != null) {
        outcomes.add(
            RowOutcome.error(
                row.number(),
                row.get("code"),
                "code",
                "This site stands in row " + earlier.row().number() + " already."));
      } else if (!problems.any()) {
        lines.put(key(data.code()), new Line(row, data, site));
      }
    }
    return lines;
  }

  private static SiteForm form(UploadedTable table, Row row, Site site) {
    SiteForm form = site == null ? new SiteForm() : SiteForm.of(site);
    form.code = site == null ? row.get("code") : site.code;
    form.name = row.get("name");
    form.type = row.get("type");
    form.state = row.get("state");
    form.zone = row.get("zone");
    // A column that is not in the list leaves what is recorded as it is.
    if (table.has("size")) {
      form.size = row.get("size");
      form.sizeUnit = row.has("size") ? form.sizeUnit : null;
    }
    if (table.has("size_unit")) {
      form.sizeUnit = row.get("size_unit");
    }
    if (table.has("partner_of")) {
      form.partnerOf = row.get("partner_of");
    }
    return form;
  }

  private void checkPartners(
      Map<String, Line> lines, Map<String, Site> known, List<RowOutcome> outcomes) {
    Map<String, String> partnerOf = new HashMap<>();
    known.forEach(
        (k, site) -> partnerOf.put(k, site.partnerOf == null ? null : key(site.partnerOf.code)));
    lines.forEach(
        (k, line) ->
            partnerOf.put(
                k, line.data().partnerOf() == null ? null : key(line.data().partnerOf())));
    // As it will be once every row is taken: a partner that the list moves away is away.
    Set<String> leads = new HashSet<>(partnerOf.values());
    lines.forEach(
        (k, line) -> {
          String leading = partnerOf.get(k);
          String message = null;
          String column = "partner_of";
          if (leading != null && !partnerOf.containsKey(leading)) {
            message = "There is no site with the code “" + line.data().partnerOf() + "”.";
          } else if (leading != null && leading.equals(k)) {
            message = "A site is not a partner of itself.";
          } else if (leading != null && partnerOf.get(leading) != null) {
            message = line.data().partnerOf() + " is itself a partner.";
          } else if (leading != null && leads.contains(k)) {
            message = "This site has partners of its own, so it cannot be one.";
          } else {
            Problems.Problem veto = veto(line);
            message = veto == null ? null : veto.message();
            column = veto == null ? column : column(veto.field());
          }
          outcomes.add(
              message == null
                  ? outcome(line, leading == null ? null : known.get(leading))
                  : RowOutcome.error(line.row().number(), line.data().code(), column, message));
        });
  }

  private Problems.Problem veto(Line line) {
    if (line.known() == null) {
      return null;
    }
    try {
      acts.requireFree(line.known(), line.data());
      return null;
    } catch (Refusal.BadInput refused) {
      return refused.problems().get(0);
    }
  }

  private RowOutcome outcome(Line line, Site leading) {
    int row = line.row().number();
    String code = line.data().code();
    if (line.known() == null) {
      return new RowOutcome(
          row, code, RowOutcome.Kind.NEW, "", line.data().name() + joining(line, leading));
    }
    SiteData before = SiteData.of(line.known());
    List<String> differences = line.data().differencesFrom(before);
    boolean joins =
        !Objects.equals(before.partnerOf(), line.data().partnerOf())
            || !Objects.equals(before.type(), line.data().type());
    return differences.isEmpty()
        ? new RowOutcome(row, code, RowOutcome.Kind.SAME, "", "")
        : new RowOutcome(
            row,
            code,
            RowOutcome.Kind.CHANGED,
            "",
            String.join("; ", differences) + (joins ? joining(line, leading) : ""));
  }

  private String joining(Line line, Site leading) {
    return leading == null
        ? ""
        : String.join(
            "",
            acts.joining(leading, line.data().type(), null).stream().map(t -> ". " + t).toList());
  }

  private void save(Map<String, Line> lines, Map<String, Site> known) {
    // Leading sites first, so that a partner finds its own.
    for (boolean leading : new boolean[] {true, false}) {
      for (Line line : lines.values()) {
        if ((line.data().partnerOf() == null) != leading) {
          continue;
        }
        Site partnerOf = leading ? null : known.get(key(line.data().partnerOf()));
        if (line.known() != null) {
          acts.change(line.known(), line.data(), partnerOf, "Uploaded list");
          continue;
        }
        Site site = new Site();
        site.code = line.data().code();
        SiteActs.write(line.data(), partnerOf, site);
        site.persist();
        known.put(key(site.code), site);
        audit.record(
            "site.added", SiteActs.subject(site), site.id, null, line.data(), "Uploaded list");
        acts.join(site);
      }
    }
  }

  private static String column(String field) {
    return switch (field) {
      case "sizeUnit" -> "size_unit";
      case "partnerOf" -> "partner_of";
      default -> field;
    };
  }

  private static String key(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
