package org.reachline.coaching;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.base.figures.Strip;
import org.reachline.coaching.booking.Booking;
import org.reachline.coaching.booking.BookingQueries;
import org.reachline.coaching.contacts.CoachingContact;
import org.reachline.dose.CoachingAccounts;
import org.reachline.dose.DoseAccess;
import org.reachline.dose.DoseStrip;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.DoseFidelity;
import org.reachline.protocol.dose.PlannedContact;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.protocol.strategy.StrategyKind;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** The coaching board, and one site's coaching: planned beside delivered. */
@Path("/studies/{slug}/coaching")
class CoachingPage {
  /** Rows on one page of the board. */
  static final int PAGE = 100;

  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject DoseAccess dose;
  @Inject CoachingBoard board;
  @Inject CoachingAccounts accounts;
  @Inject Protocols protocols;
  @Inject BookingQueries queries;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance board(
        Study study,
        String heading,
        List<CoachingBoard.Row> rows,
        Map<FidelityStatus, Long> counts,
        Paging paging,
        CoachingBoard.Search search,
        List<Choice> standings,
        List<Choice> arms,
        List<Strategy> strategies,
        List<CountingChoice.Offered> rules,
        Grid grid,
        Strips strips);

    static native TemplateInstance site(
        Study study,
        Site site,
        Enrolment enrolment,
        Arm arm,
        CoachingAccounts.UnitAccount unit,
        List<StrategyView> strategies,
        List<CountingChoice.Offered> rules,
        List<Entry> contacts,
        Paging paging,
        List<Booking> bookings,
        boolean mayKnowPlan,
        boolean mayLog,
        boolean mayReadWords);
  }

  /**
   * One strategy on a site's page.
   *
   * @param rule the counting rule in words
   */
  public record StrategyView(
      Strategy strategy,
      String rule,
      DoseAccount account,
      List<MonthMark.Cell> months,
      Strip.Months span,
      Strip strip,
      BookingQueries.Booked booked) {

    /** The open booking for a planned contact, or null. */
    public Booking bookingOf(PlannedLine line) {
      return line.delivery().isPresent() ? null : booked.of(line);
    }

    /** Shares of what was meant, beside the study file's thresholds. */
    public DoseFidelity fidelity() {
      return DoseFidelity.of(account, strategy.fidelity().thresholds());
    }

    /** Whether the study file leaves a share without a threshold. */
    public boolean unjudged() {
      return fidelity().measures().stream().anyMatch(m -> m.atLeast().isEmpty());
    }
  }

  /**
   * Sites by study months.
   *
   * @param months study months, every column of the grid
   * @param rows cells of each shown site; none for a site without a plan
   */
  public record Grid(List<Integer> months, List<List<MonthMark.Cell>> rows) {}

  /**
   * Sites as lines, those that stand alike together.
   *
   * @param months study months, the same for every line
   * @param grouped whether they stand beneath what they need
   */
  public record Strips(Strip.Months months, boolean grouped, List<Group> groups) {}

  /**
   * Sites that need the same.
   *
   * @param standing what, or null where the reader asked for another order
   * @param count how many there are on all pages
   */
  public record Group(FidelityStatus standing, long count, List<Line> lines) {}

  /**
   * One site's line.
   *
   * @param strip null for a site without a plan
   */
  public record Line(CoachingBoard.Row row, Strip strip) {}

  private static Strips strips(
      List<CoachingBoard.Row> all, List<CoachingBoard.Row> shown, boolean grouped) {
    Strip.Months months = months(shown);
    int most =
        DoseStrip.most(
            shown.stream().map(CoachingBoard.Row::account).filter(Objects::nonNull).toList());
    Map<Optional<FidelityStatus>, List<Line>> groups = new LinkedHashMap<>();
    for (CoachingBoard.Row row : shown) {
      Strip strip =
          row.account() == null
              ? null
              : DoseStrip.of(
                  row.account(),
                  row.enrolment().startedOn,
                  months,
                  most,
                  line -> row.booked().of(line) != null);
      groups
          .computeIfAbsent(
              Optional.of(row.needs()).filter(s -> grouped), standing -> new ArrayList<>())
          .add(new Line(row, strip));
    }
    return new Strips(
        months,
        grouped,
        groups.entrySet().stream()
            .map(
                e ->
                    new Group(
                        e.getKey().orElse(null),
                        all.stream().filter(row -> row.needs() == e.getKey().orElse(null)).count(),
                        e.getValue()))
            .toList());
  }

  private static Strip.Months months(List<CoachingBoard.Row> shown) {
    List<CoachingBoard.Row> planned = shown.stream().filter(row -> row.account() != null).toList();
    IntSummaryStatistics months =
        planned.stream()
            .flatMapToInt(
                row ->
                    MonthMark.months(row.account(), row.enrolment().startedOn).stream()
                        .mapToInt(Integer::intValue))
            .summaryStatistics();
    return planned.isEmpty()
        ? new Strip.Months(1, 1)
        : new Strip.Months(Math.min(1, months.getMin()), months.getMax());
  }

  private static Grid grid(List<CoachingBoard.Row> shown) {
    Strip.Months months = months(shown);
    return new Grid(
        IntStream.rangeClosed(months.from(), months.to()).boxed().toList(),
        shown.stream()
            .map(
                row ->
                    row.account() == null
                        ? List.<MonthMark.Cell>of()
                        : MonthMark.line(
                            row.account(),
                            row.enrolment().startedOn,
                            months.from(),
                            months.to(),
                            row.booked()))
            .toList());
  }

  /**
   * A contact in the list of a site.
   *
   * @param planned the planned contact it fulfils in words, or null for unplanned help
   */
  public record Entry(CoachingContact contact, String planned) {}

  /** All sites that the person coaches or oversees. */
  @GET
  @Authenticated
  public Response board(
      String slug,
      @RestQuery @DefaultValue("") String q,
      @RestQuery @DefaultValue("") String standing,
      @RestQuery @DefaultValue("") String arm,
      @RestQuery @DefaultValue("standing") String sort,
      @RestQuery @DefaultValue("") String view,
      @RestQuery List<String> rule,
      @RestQuery @DefaultValue("1") PageNumber page,
      @Context UriInfo address) {
    Study study = Study.getBySlug(slug);
    dose.requireBoard();
    StudyFile file = protocols.fileOf(study);
    CountingChoice counting = CountingChoice.of(file, rule);
    boolean lines = !(view.equals("months") || view.equals("figures"));
    String order = lines && sort.equals("standing") ? "late" : sort;
    CoachingBoard.Search search =
        new CoachingBoard.Search(q, standing(standing), arm, order, counting);
    List<CoachingBoard.Row> rows = board.rows(study, search);
    Map<FidelityStatus, Long> counts = new LinkedHashMap<>();
    for (FidelityStatus s : FidelityStatus.values()) {
      long count = rows.stream().filter(row -> row.standing() == s).count();
      if (count > 0) {
        counts.put(s, count);
      }
    }
    Paging paging = Paging.of(rows.size(), page, PAGE).keepingAllOf(address);
    List<CoachingBoard.Row> onPage = paging.of(rows);
    return Page.show(
        Templates.board(
            study,
            heading(rows),
            onPage,
            counts,
            paging,
            search,
            Arrays.stream(FidelityStatus.values())
                .map(s -> new Choice(s.name(), s.label()))
                .toList(),
            me.maySeeArms()
                ? file.arms().stream().map(a -> new Choice(a.key(), a.label())).toList()
                : List.of(),
            accounts.strategies(study),
            offered(counting, file),
            view.equals("months") ? grid(onPage) : null,
            lines ? strips(rows, onPage, order.equals("late")) : null));
  }

  /** What is so: how many of the sites that are shown are late. */
  private static String heading(List<CoachingBoard.Row> rows) {
    long sites = rows.stream().map(row -> row.enrolment().id).distinct().count();
    long late =
        rows.stream()
            .filter(row -> row.needs() == FidelityStatus.LATE)
            .map(row -> row.enrolment().id)
            .distinct()
            .count();
    return sites == 0
        ? "Coaching"
        : late == 0
            ? "Coaching: no site is late"
            : "Coaching: "
                + late
                + " of "
                + sites
                + (late == 1 ? " sites is late" : " sites are late");
  }

  /** The rules of this room's strategies. */
  private static List<CountingChoice.Offered> offered(CountingChoice counting, StudyFile file) {
    return counting.offered(file, file.listStrategies(StrategyKind.COACHING));
  }

  private static FidelityStatus standing(String typed) {
    return Arrays.stream(FidelityStatus.values())
        .filter(s -> s.name().equals(typed.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  /** One site's coaching. */
  @GET
  @Path("{code}")
  @Authenticated
  public Response site(
      String slug, String code, @RestQuery List<String> rule, @RestQuery PageNumber page) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    dose.requireSite(site);
    Enrolment enrolment = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    StudyFile file = protocols.fileOf(study);
    boolean plan = access.mayKnowPlan(site.id);
    CountingChoice counting = plan ? CountingChoice.of(file, rule) : CountingChoice.OF_THE_FILE;
    CoachingAccounts.UnitAccount unit = accounts.of(enrolment, counting);
    BookingQueries.Booked booked = queries.of(enrolment);
    List<StrategyView> views = new ArrayList<>();
    Map<String, String> labels = new LinkedHashMap<>();
    if (plan) {
      for (DoseAccount account : unit.accounts()) {
        Strategy strategy = file.findStrategy(account.strategy()).orElseThrow();
        int last =
            account.lines().stream()
                .map(line -> line.planned().month().number())
                .max(Integer::compare)
                .orElse(1);
        views.add(
            new StrategyView(
                strategy,
                account.rule().label(),
                account,
                MonthMark.line(account, enrolment.startedOn, 1, last, booked),
                new Strip.Months(1, last),
                DoseStrip.of(
                    account,
                    enrolment.startedOn,
                    new Strip.Months(1, last),
                    DoseStrip.most(List.of(account)),
                    line -> booked.of(line) != null),
                booked));
        account.lines().forEach(line -> labels.put(key(line.planned()), words(line.planned())));
      }
    }
    List<Long> sites =
        dose.mayReadWords(site)
            ? CoachingContact.listSiteIds(enrolment).stream().filter(access::maySee).toList()
            : List.of();
    PanacheQuery<CoachingContact> found = CoachingContact.findForEnrolment(enrolment, sites);
    // Without a page the last one: the newest contacts stand at the end.
    Paging paging = Paging.of(found, page == null ? Integer.MAX_VALUE : page.number(), Paging.ROWS);
    for (String chosen : rule == null ? List.<String>of() : rule) {
      paging = paging.keeping("rule", chosen);
    }
    List<Entry> contacts =
        paging.rows(found).stream().map(c -> new Entry(c, planned(c, labels))).toList();
    return Page.show(
        Templates.site(
            study,
            site,
            enrolment,
            me.maySeeArms() ? protocols.armOf(enrolment).orElse(null) : null,
            unit,
            views,
            plan ? offered(counting, file) : List.of(),
            contacts,
            paging,
            dose.mayReadWords(site) ? bookings(enrolment) : List.of(),
            plan,
            access.mayCoach(site.id) && !accounts.strategies(study).isEmpty(),
            dose.mayReadWords(site)));
  }

  /** Open bookings of the unit that the person may see, the next first. */
  private List<Booking> bookings(Enrolment enrolment) {
    return Booking.listForEnrolment(enrolment).stream()
        .filter(b -> b.isOpen() && access.maySee(b.site.id))
        .sorted(Comparator.comparing(b -> b.slot.startsAt))
        .toList();
  }

  /** Somebody who may not know the plan is not told what a contact was planned as either. */
  private static String planned(CoachingContact c, Map<String, String> labels) {
    return c.occurrence()
        .map(
            occurrence ->
                labels.getOrDefault(c.facts.strategy() + "|" + occurrence, "Planned contact"))
        .orElse(null);
  }

  private static String key(PlannedContact planned) {
    return planned.strategy() + "|" + planned.occurrence();
  }

  private static String words(PlannedContact planned) {
    return planned.label() + ", month " + planned.month().number();
  }
}
