package org.reachline.studies.records;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.base.UploadedTable;
import org.reachline.base.UploadedTable.Column;
import org.reachline.base.facts.FactSheet;
import org.reachline.base.lists.ListPlan;
import org.reachline.base.lists.ListedRow;
import org.reachline.base.trail.Change;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.RowList;
import org.reachline.studies.Study;

/**
 * One kind of record of sites: its fields, its own rule, its acts and its list. Coaches of a site
 * and coordinators enter, amend and withdraw; its staff and those who may know its plan read.
 *
 * @param <R> the record
 * @param <F> what is said of it
 */
public abstract class SiteRecords<R extends SiteRecord<F>, F extends Record> extends RowList {
  @Inject SiteAccess sites;
  @Inject CurrentPerson me;
  @Inject RecordActs acts;

  @CheckedTemplate(basePath = "SiteRecordPage")
  static class Templates {
    static native TemplateInstance help(List<Column> columns);
  }

  /** The fields. */
  public abstract FactSheet<F> sheet();

  /** An empty record. */
  protected abstract R begin();

  /** The entity. */
  public abstract Class<R> type();

  /** The rule of such records; what could not be read is null. */
  protected abstract void check(F facts, Problems problems);

  /** A site of a study with its unit. */
  public record Place(Study study, Site site, Enrolment unit) {}

  /** The place, for who may read there. @throws Refusal.NotFound where somebody may not see it */
  public Place read(String slug, String code) {
    Study study = place(slug);
    Site site = Site.getByCode(code);
    sites.requireSee(site.id);
    if (!mayRead(site)) {
      throw new Refusal.NotAllowed(
          "The "
              + many()
              + " of a site are for its coaches, its staff, coordinators and researchers who are"
              + " not blinded.");
    }
    return new Place(
        study, site, Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new));
  }

  private boolean mayRead(Site site) {
    return sites.mayKnowPlan(site.id) || me.isClinician() && sites.mayReport(site.id);
  }

  /** The place, for who may enter something there. */
  public Place write(String slug, String code) {
    Place place = read(slug, code);
    if (!mayWrite(place.site)) {
      throw new Refusal.NotAllowed("The site's coaches and coordinators enter " + many() + ".");
    }
    return place;
  }

  /** Whether the person may enter something there. */
  public boolean mayWrite(Site site) {
    return sites.mayCoach(site.id);
  }

  /** The records of a place, withdrawn ones too, newest first. */
  public List<R> list(Place place) {
    return query("enrolment = ?1 and site = ?2", place.unit, place.site);
  }

  private List<R> query(String where, Object... values) {
    var query =
        SiteRecord.getEntityManager()
            .createQuery(
                "from " + type().getSimpleName() + " where " + where + " order by ordinal desc",
                type());
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.getResultList();
  }

  /** One record of a place. @throws Refusal.NotFound if there is none */
  public R get(Place place, long id) {
    return list(place).stream()
        .filter(record -> record.id == id)
        .findFirst()
        .orElseThrow(Refusal.NotFound::new);
  }

  /** Reads what was typed; whole only if {@code problems} has none. */
  public F read(Map<String, String> typed, Problems problems) {
    F facts = sheet().reader(typed, problems).read();
    check(facts, problems);
    return facts;
  }

  /** Enters one that is in order. */
  @Transactional
  public R log(Place place, F facts) {
    R record = begin();
    record.say(place.unit, place.site, facts);
    return acts.enter(record);
  }

  /** Puts one right. @throws Refusal.Conflict if somebody was quicker or it was withdrawn */
  @Transactional
  public void amend(R record, F now, Change change) {
    acts.amend(record, change, () -> record.facts = now);
  }

  /** Takes one back for good. @throws Refusal.Conflict if somebody was quicker */
  @Transactional
  public void withdraw(R record, Change change) {
    acts.withdraw(record, change);
  }

  @Override
  public String page() {
    return many().replace(' ', '-');
  }

  @Override
  public String pageLabel() {
    return Formats.fromKey(many());
  }

  @Override
  public String back(String slug) {
    return Study.address(slug, "sites");
  }

  @Override
  public TemplateInstance help(Study study) {
    return Templates.help(columns(study));
  }

  @Override
  protected List<Column> columns(Study study) {
    return Stream.of(
            List.of(Column.required("site", "site_code")),
            sheet().columns(),
            List.of(Column.optional("reason"), Column.optional("record")))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  protected String columnOf(String field) {
    return sheet().columnOf(field);
  }

  /**
   * A row is about the record that it names by its key, else it is a new one unless one says so.
   */
  @Override
  protected RowReader reader(Study study, UploadedTable table) {
    return (row, plan, problems) -> {
      Optional<Site> site = Site.findByCode(row.get("site")).filter(this::mayWrite);
      Optional<Enrolment> unit = site.flatMap(s -> Enrolment.findForSite(study, s));
      if (unit.isEmpty()) {
        problems.add("site", "No site of this study that you coach has this code.");
        return null;
      }
      return listed(new Place(study, site.get(), unit.get()), table, row, plan, problems);
    };
  }

  private ListedRow listed(
      Place place, UploadedTable table, UploadedTable.Row row, ListPlan plan, Problems problems) {
    List<R> standing = list(place).stream().filter(R::isStanding).toList();
    R known =
        standing.stream()
            .filter(r -> r.id.toString().equals(row.get("record")))
            .findFirst()
            .orElse(null);
    if (known == null && !row.get("record").isBlank()) {
      problems.add("record", "No " + one() + " that stands at this site has this key.");
      return null;
    }
    F facts = read(sheet().typed(table, row, known == null ? null : known.facts), problems);
    if (problems.any()) {
      return null;
    }
    if (known == null && standing.stream().anyMatch(r -> r.facts.equals(facts))) {
      return ListedRow.same("");
    }
    plan.found(
        known == null ? "no " + one() + " of row " + row.number() : known.subject(),
        place.site.code,
        known == null ? null : known.version);
    String changes = known == null ? "" : sheet().differencesInWords(known.facts, facts);
    return known == null
        ? ListedRow.enters("", () -> log(place, facts))
        : changes.isEmpty()
            ? ListedRow.same("")
            : ListedRow.amends(
                changes, reason -> amend(known, facts, new Change(known.version, reason)));
  }
}
