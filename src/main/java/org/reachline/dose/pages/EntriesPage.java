package org.reachline.dose.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.dose.DoseAccess;
import org.reachline.dose.DoseEntry;
import org.reachline.dose.Entry;
import org.reachline.dose.EntrySums;
import org.reachline.dose.LedgerSource;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/**
 * What a figure is made of. Every figure of a dose links here, with the filter that selects exactly
 * its entries; the figure stands above them again, reckoned anew from the sums below.
 */
@Path("/studies/{slug}/entries")
class EntriesPage {
  /** Entries on one page. */
  static final int PAGE = 200;

  @Inject EntriesFinder finder;
  @Inject DoseAccess dose;
  @Inject Protocols protocols;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance entries(
        Study study, EntriesFinder.Found found, String figure, View view);
  }

  /**
   * What the page shows of what was found.
   *
   * @param scope the filter in words
   * @param rows entries of this page
   * @param shares the sums unit by unit; empty for one site
   * @param paging which of all entries, with the filter as it stands in the address
   */
  public record View(String scope, List<Row> rows, List<EntrySums.OfUnit> shares, Paging paging) {}

  /**
   * One entry.
   *
   * @param strategy what people read
   * @param line what was planned, or null where unplanned
   * @param source the record in words, or null while nothing was given
   * @param address of the record, or null if this person may not open it
   * @param posted its line in the ledger, or null while nothing was given
   */
  public record Row(
      Entry entry,
      String strategy,
      PlannedLine line,
      String source,
      String address,
      DoseEntry posted) {}

  /** The entries behind a figure. */
  @GET
  @Authenticated
  public Response entries(
      String slug,
      @BeanParam EntriesAsked asked,
      @RestQuery @DefaultValue("1") PageNumber page,
      @Context UriInfo address) {
    Study study = Study.getBySlug(slug);
    EntriesFinder.Found found = finder.find(study, asked);
    StudyFile file = protocols.fileOf(study);
    Paging paging = Paging.of(found.entries().size(), page, PAGE).keepingAllOf(address);
    List<Entry> onPage = paging.of(found.entries());
    Map<String, DoseEntry> lines = finder.lines(onPage);
    return Page.show(
        Templates.entries(
            study,
            found,
            found.figure(),
            new View(
                scope(found, asked, file),
                onPage.stream().map(e -> row(study, file, e, lines)).toList(),
                found.site() == null ? found.byUnit() : List.of(),
                paging)));
  }

  private Row row(Study study, StudyFile file, Entry entry, Map<String, DoseEntry> lines) {
    LedgerSource source = entry.delivery().map(d -> LedgerSource.of(d.source())).orElse(null);
    boolean mayOpen = source != null && dose.mayReadWords(entry.unit().unit);
    return new Row(
        entry,
        file.findStrategy(entry.strategy()).orElseThrow().label(),
        entry.line().orElse(null),
        source == null ? null : source.inWords(),
        mayOpen ? source.address(study, entry.unit().unit) : null,
        EntriesFinder.key(entry).map(lines::get).orElse(null));
  }

  private static String scope(EntriesFinder.Found found, EntriesAsked asked, StudyFile file) {
    StringBuilder words = new StringBuilder(found.filter().of().label());
    words.append(found.site() == null ? " at " : " at " + found.site().name);
    if (found.site() == null) {
      int units = found.units().size();
      words.append(units).append(units == 1 ? " unit" : " units");
    }
    if (EntriesAsked.given(asked.arm)) {
      words.append(" of the arm ").append(file.findArm(asked.arm).orElseThrow().label());
    }
    if (EntriesAsked.given(asked.strategy)) {
      words.append(", ").append(file.findStrategy(asked.strategy).orElseThrow().label());
    }
    if (found.filter().phase() != null) {
      words.append(", ").append(found.filter().phase().label());
    }
    Integer from = found.filter().from();
    Integer to = found.filter().to();
    if (from != null && from.equals(to)) {
      words.append(", study month ").append(from);
    } else {
      words.append(from == null ? "" : ", from study month " + from);
      words.append(to == null ? "" : ", up to study month " + to);
    }
    words.append('.');
    found.rules().stream()
        .filter(rule -> !rule.chosen())
        .forEach(
            rule -> words.append(" Counted by another rule: ").append(rule.label()).append('.'));
    return words.toString();
  }
}
