package org.reachline.coaching.ledger;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.coaching.CoachingAccounts;
import org.reachline.coaching.ContactPosting;
import org.reachline.coaching.ContactReaders;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.dose.DoseAccount;
import org.reachline.studies.dose.DoseByMonth;
import org.reachline.studies.dose.PlannedLine;
import org.reachline.studies.file.Strategy;
import org.reachline.studies.file.StrategyKind;
import org.reachline.studies.file.StudyFile;
import org.reachline.studies.ledger.DoseEntry;
import org.reachline.studies.ledger.DoseLedger;
import org.reachline.studies.ledger.DosePlan;
import org.reachline.studies.ledger.LedgerSource;

/**
 * A site's ledger of all strategies: every figure beside the lines that it is made of. It reads
 * what all rooms posted and links to their records by address, so it knows none of them.
 */
@Path("/studies/{slug}/coaching/{code}/ledger")
public class LedgerPage {
  @Inject CurrentPerson me;
  @Inject SiteAccess access;
  @Inject ContactReaders readers;
  @Inject Protocols protocols;
  @Inject DoseLedger ledger;
  @Inject ContactPosting posting;
  @Inject CoachingAccounts accounts;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance ledger(
        Study study, Site site, List<Account> accounts, List<DosePlan> plans, boolean mayOpen);
  }

  /**
   * One strategy's part of the ledger.
   *
   * @param entries its lines, oldest first
   */
  public record Account(
      Strategy strategy, DoseAccount account, DoseByMonth byMonth, List<Line> entries) {

    /** Postings less reversals. */
    public int sumContacts() {
      return entries.stream().mapToInt(line -> line.entry().contacts).sum();
    }

    /** Minutes of everything that stands. */
    public int sumMinutes() {
      return entries.stream().mapToInt(line -> line.entry().minutes).sum();
    }

    /** Everybody's minutes of everything that stands. */
    public int sumPersonMinutes() {
      return entries.stream().mapToInt(line -> line.entry().personMinutes).sum();
    }
  }

  /**
   * A line of the ledger.
   *
   * @param address of the record behind it, or null if this person may not open it
   * @param source the record in words
   * @param planned the planned contact that it is matched to in words, or null
   */
  public record Line(DoseEntry entry, String address, String source, String planned) {}

  /** The ledger. */
  @GET
  @Authenticated
  public Response ledger(String slug, String code) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    readers.requireSite(site);
    if (!access.mayKnowPlan(site.id)) {
      throw new Refusal.NotAllowed("The ledger of a site is for its coaches and coordinators.");
    }
    Enrolment enrolment = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    posting.catchUp(study);
    List<DoseEntry> entries = DoseEntry.listForEnrolment(enrolment);
    StudyFile file = protocols.fileOf(study);
    boolean mayOpen = readers.mayReadWords(site);
    List<Account> views = new ArrayList<>();
    for (DoseAccount account : accounts.ofAllStrategies(enrolment)) {
      Strategy strategy = file.findStrategy(account.strategy()).orElseThrow();
      // A coach knows what is done at a site, not whether its arm is offered ECHO.
      if (!me.maySeeArms() && strategy.kind() == StrategyKind.ECHO) {
        continue;
      }
      views.add(
          new Account(
              strategy,
              account,
              DoseByMonth.of(file, account, enrolment.startedOn),
              entries.stream()
                  .filter(e -> e.strategy.equals(strategy.key()))
                  .map(e -> line(study, site, e, account, mayOpen))
                  .toList()));
    }
    return Page.show(
        Templates.ledger(
            study,
            site,
            views,
            me.maySeeArms() ? DosePlan.listForEnrolment(enrolment) : List.of(),
            mayOpen));
  }

  private static Line line(
      Study study, Site site, DoseEntry entry, DoseAccount account, boolean mayOpen) {
    String planned =
        entry.occurrence == null
            ? null
            : account.lines().stream()
                .map(PlannedLine::planned)
                .filter(contact -> contact.occurrence().equals(entry.occurrence))
                .map(contact -> contact.label() + ", month " + contact.month().number())
                .findFirst()
                .orElse(entry.occurrence + ", not in this site's plan");
    LedgerSource source = LedgerSource.of(entry.source);
    return new Line(entry, mayOpen ? source.address(study, site) : null, source.inWords(), planned);
  }
}
