package org.reachline.sites;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.Vocabulary;
import org.reachline.base.lists.ListAct;
import org.reachline.base.lists.ListPlan;
import org.reachline.base.lists.ListTaken;
import org.reachline.base.lists.ListedRow;
import org.reachline.base.trail.AuditTrail;

/**
 * Enters and changes many sites from one list. All rows or none: a row with an error keeps the
 * others from being saved too.
 */
@ApplicationScoped
public class SiteUpload extends ListAct<Void> {
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
  @Inject AuditTrail audit;

  /** A row that can be read. */
  private record Line(Row row, SiteData data, Site known) {}

  /** Says per row what the list would do, and does nothing. */
  public ListTaken check(String text) {
    return check(null, text);
  }

  /** Does what the list says, unless a row has an error; see {@link ListAct#take}. */
  public ListTaken take(String text, String seen) {
    return take(null, text, seen, null);
  }

  @Override
  public String one() {
    return "site";
  }

  @Override
  public String many() {
    return "sites";
  }

  @Override
  protected List<Column> columns(Void everywhere) {
    return COLUMNS;
  }

  @Override
  protected void read(Void everywhere, UploadedTable table, ListPlan plan) {
    Map<String, Site> known = new HashMap<>();
    Site.listByCode().forEach(site -> known.put(key(site.code), site));
    Map<String, Line> lines = read(table, known, vocabulary.siteTypes(), plan);
    for (Line line : lines.values()) {
      plan.found(
          "site:" + line.data().code(),
          line.data().code(),
          line.known() == null ? null : line.known().version);
    }
    List<Line> good = checkPartners(lines, known, plan);
    // Leading sites first, so that a partner finds its own.
    for (boolean leading : new boolean[] {true, false}) {
      good.stream()
          .filter(line -> (line.data().partnerOf() == null) == leading)
          .forEach(line -> plan.add(line.row(), listed(line, known), null));
    }
  }

  private Map<String, Line> read(
      UploadedTable table, Map<String, Site> known, List<Choice> types, ListPlan plan) {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (Row row : table.rows()) {
      Site site = known.get(key(row.get("code")));
      Problems problems = new Problems();
      SiteData data = form(table, row, site).read(problems, types);
      problems.list().forEach(p -> plan.refuse(row, column(p.field()), p.message()));
      Line earlier = lines.get(key(row.get("code")));
      if (earlier != null) {
        plan.refuse(row, "code", "This site stands in row " + earlier.row().number() + " already.");
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

  /** The lines of which nothing is wrong. */
  private List<Line> checkPartners(
      Map<String, Line> lines, Map<String, Site> known, ListPlan plan) {
    List<Line> good = new ArrayList<>();
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
          if (message == null) {
            good.add(line);
          } else {
            plan.refuse(line.row(), column, message);
          }
        });
    return good;
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

  /** What a row does; {@code known} takes a new site, so that its partners find it. */
  private ListedRow listed(Line line, Map<String, Site> known) {
    String partnerOf = line.data().partnerOf();
    Site leading = partnerOf == null ? null : known.get(key(partnerOf));
    if (line.known() == null) {
      return ListedRow.enters(
          line.data().name() + joining(line, leading), () -> enter(line, known));
    }
    SiteData before = SiteData.of(line.known());
    List<String> differences = line.data().differencesFrom(before);
    if (differences.isEmpty()) {
      return ListedRow.same("");
    }
    boolean joins =
        !Objects.equals(before.partnerOf(), line.data().partnerOf())
            || !Objects.equals(before.type(), line.data().type());
    return ListedRow.changes(
        String.join("; ", differences) + (joins ? joining(line, leading) : ""),
        reason -> acts.change(line.known(), line.data(), leading(line, known), "Uploaded list"));
  }

  private String joining(Line line, Site leading) {
    return leading == null
        ? ""
        : String.join(
            "",
            acts.joining(leading, line.data().type(), null).stream().map(t -> ". " + t).toList());
  }

  private void enter(Line line, Map<String, Site> known) {
    Site site = new Site();
    site.code = line.data().code();
    SiteActs.write(line.data(), leading(line, known), site);
    site.persist();
    known.put(key(site.code), site);
    audit.record("site.added", SiteActs.subject(site), site.id, null, line.data(), "Uploaded list");
    acts.join(site);
  }

  /** The site that a line's site is a partner of; by now the list may have made it. */
  private static Site leading(Line line, Map<String, Site> known) {
    return line.data().partnerOf() == null ? null : known.get(key(line.data().partnerOf()));
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
