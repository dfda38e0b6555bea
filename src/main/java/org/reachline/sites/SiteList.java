package org.reachline.sites;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import java.util.stream.Collectors;
import org.reachline.base.Choice;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.UploadedTable.Row;
import org.reachline.base.Vocabulary;
import org.reachline.base.lists.ListPlan;
import org.reachline.base.lists.ListedRow;
import org.reachline.base.lists.PlannedList;

/**
 * Enters and changes many sites from one list. All rows or none: a row with an error keeps the
 * others from being saved too.
 */
@ApplicationScoped
public class SiteList extends PlannedList<Void> {
  private static final String REASON = "Uploaded list";

  @Inject Vocabulary vocabulary;
  @Inject SiteActs acts;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance help();
  }

  /** A row that can be read. */
  private record Line(Row row, SiteFacts facts, Site known) {}

  @Override
  public String one() {
    return "site";
  }

  @Override
  public String many() {
    return "sites";
  }

  @Override
  public Set<Role> takers() {
    return Set.of(Role.COORDINATOR);
  }

  @Override
  public Void place(String name) {
    return null;
  }

  @Override
  public String nameOf(Void everywhere) {
    return "";
  }

  @Override
  public String titleOf(Void everywhere) {
    return "";
  }

  @Override
  public String address(String place) {
    return "/sites/upload";
  }

  @Override
  public String back(String place) {
    return "/sites";
  }

  @Override
  public String pageLabel() {
    return "Sites";
  }

  @Override
  public String page() {
    return "";
  }

  @Override
  protected Object study(Void everywhere) {
    return null;
  }

  @Override
  public String uploadTitle() {
    return heading();
  }

  @Override
  public String button() {
    return "Save these sites";
  }

  @Override
  public TemplateInstance help(Void everywhere) {
    return Templates.help();
  }

  @Override
  protected List<Column> columns(Void everywhere) {
    return SiteFacts.SHEET.columns();
  }

  @Override
  protected void read(Void everywhere, UploadedTable table, ListPlan plan) {
    Map<String, Site> known = new HashMap<>();
    Site.listByCode().forEach(site -> known.put(key(site.code), site));
    Map<String, Line> lines = read(table, known, vocabulary.siteTypes(), plan);
    for (Line line : lines.values()) {
      plan.found(
          "site:" + line.facts().code(),
          line.facts().code(),
          line.known() == null ? null : line.known().version);
    }
    List<Line> good = checkPartners(lines, known, plan);
    // Leading sites first, so that a partner finds its own.
    for (boolean leading : new boolean[] {true, false}) {
      good.stream()
          .filter(line -> (line.facts().partnerOf() == null) == leading)
          .forEach(line -> plan.add(line.row(), listed(line, known), null));
    }
  }

  private Map<String, Line> read(
      UploadedTable table, Map<String, Site> known, List<Choice> types, ListPlan plan) {
    Map<String, Line> lines = new LinkedHashMap<>();
    plan.each(
        table,
        row -> {
          Site site = known.get(key(row.get("code")));
          Problems problems = new Problems();
          SiteFacts facts = SiteRules.read(typed(table, row, site), types, problems);
          problems
              .list()
              .forEach(p -> plan.refuse(row, SiteFacts.SHEET.columnOf(p.field()), p.message()));
          Line earlier = lines.get(key(row.get("code")));
          if (earlier != null) {
            plan.refuse(
                row, "code", "This site stands in row " + earlier.row().number() + " already.");
          } else if (!problems.any()) {
            lines.put(key(facts.code()), new Line(row, facts, site));
          }
        });
    return lines;
  }

  /** A column that is not in the list leaves what is recorded as it is. */
  private static Map<String, String> typed(UploadedTable table, Row row, Site site) {
    Map<String, String> typed =
        SiteFacts.SHEET.typed(table, row, site == null ? null : site.facts());
    if (site != null) {
      typed.put("code", site.code);
    }
    if (table.has("size") && !table.has("size_unit") && !row.has("size")) {
      typed.put("sizeUnit", null);
    }
    return typed;
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
                k, line.facts().partnerOf() == null ? null : key(line.facts().partnerOf())));
    // As it will be once every row is taken: a partner that the list moves away is away.
    Set<String> leads = new HashSet<>(partnerOf.values());
    lines.forEach(
        (k, line) -> {
          String leading = partnerOf.get(k);
          String message = null;
          String column = "partner_of";
          if (leading != null && !partnerOf.containsKey(leading)) {
            message = "There is no site with the code “" + line.facts().partnerOf() + "”.";
          } else if (leading != null && leading.equals(k)) {
            message = "A site is not a partner of itself.";
          } else if (leading != null && partnerOf.get(leading) != null) {
            message = line.facts().partnerOf() + " is itself a partner.";
          } else if (leading != null && leads.contains(k)) {
            message = "This site has partners of its own, so it cannot be one.";
          } else {
            Problems.Problem veto = veto(line);
            message = veto == null ? null : veto.message();
            column = veto == null ? column : SiteFacts.SHEET.columnOf(veto.field());
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
      acts.requireFree(line.known(), line.facts());
      return null;
    } catch (Refusal.BadInput refused) {
      return refused.problems().get(0);
    }
  }

  /** What a row does; {@code known} takes a new site, so that its partners find it. */
  private ListedRow listed(Line line, Map<String, Site> known) {
    String partnerOf = line.facts().partnerOf();
    Site leading = partnerOf == null ? null : known.get(key(partnerOf));
    if (line.known() == null) {
      return ListedRow.enters(
          line.facts().name() + joining(line, leading), () -> enter(line, known));
    }
    SiteFacts before = line.known().facts();
    String differences =
        SiteFacts.SHEET.differences(before, line.facts()).stream()
            .map(
                d ->
                    d.label().toLowerCase(Locale.ROOT)
                        + ": "
                        + Objects.toString(d.before(), "nothing")
                        + " → "
                        + Objects.toString(d.after(), "nothing"))
            .collect(Collectors.joining("; "));
    if (differences.isEmpty()) {
      return ListedRow.same("");
    }
    return ListedRow.changes(
        differences + (SiteActs.joins(before, line.facts()) ? joining(line, leading) : ""),
        reason ->
            acts.change(
                line.known(), line.facts(), leading(line, known), REASON, new ArrayList<>()));
  }

  private String joining(Line line, Site leading) {
    return leading == null
        ? ""
        : String.join(
            "", acts.joining(leading, line.facts().type()).stream().map(t -> ". " + t).toList());
  }

  private void enter(Line line, Map<String, Site> known) {
    Site site = new Site();
    site.code = line.facts().code();
    known.put(key(site.code), site);
    acts.enter(site, line.facts(), leading(line, known), REASON, new ArrayList<>());
  }

  /** The site that a line's site is a partner of; by now the list may have made it. */
  private static Site leading(Line line, Map<String, Site> known) {
    return line.facts().partnerOf() == null ? null : known.get(key(line.facts().partnerOf()));
  }

  private static String key(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
