package org.reachline.exports.tables;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;

/** One row per site that takes or took part. */
public final class SitesTable implements ExportTable {
  @Override
  public String file() {
    return "sites.csv";
  }

  @Override
  public String grain() {
    return "one row per site";
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    String types =
        String.join(
            "; ", cut.file().siteTypes().stream().map(t -> t.key() + " = " + t.label()).toList());
    return List.of(
        ExportColumn.text("site", "Code of the site", ""),
        ExportColumn.text("unit", "Code of the unit of allocation: the leading site", ""),
        ExportColumn.code("site_type", "Type of site", types, ""),
        ExportColumn.integer("site_size", "Size of the site", "see size_unit", "unknown"),
        ExportColumn.text("size_unit", "What the size counts", "size unknown"),
        ExportColumn.text("state", "State or region", ""),
        ExportColumn.text("time_zone", "Time zone; days and months are counted in it", ""),
        ExportColumn.date("enrolled_on", "Day of enrolment", ""),
        ExportColumn.date("joined_on", "Day on which the site came into its unit", ""),
        ExportColumn.date("started_on", "First day of study month 1", "not started"),
        ExportColumn.date("withdrawn_on", "Last day in the study", "not withdrawn"),
        ExportColumn.text("stratum", "Stratum of the allocation", "the study has none"),
        ExportColumn.text("pair", "Pair or block of the allocation", "the study has none"));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    Map<Long, Enrolment> enrolments = cut.bySite();
    cut.enrolments().stream()
        .flatMap(e -> e.members.stream())
        .distinct()
        .sorted(Comparator.comparing((Site site) -> site.code))
        .forEach(
            site -> {
              Enrolment e = enrolments.get(site.id);
              out.accept(
                  Arrays.asList(
                      site.code,
                      e.unit.code,
                      site.type,
                      site.size,
                      site.sizeUnit,
                      site.state,
                      site.zone,
                      e.enrolledOn,
                      e.joinedOn(site),
                      e.startedOn,
                      e.withdrawnOn,
                      e.stratum,
                      e.pair));
            });
  }
}
