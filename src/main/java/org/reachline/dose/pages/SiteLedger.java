package org.reachline.dose.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.reachline.base.Refusal;
import org.reachline.base.SiteAccess;
import org.reachline.dose.AccountPeriods;
import org.reachline.dose.CoachingAccounts;
import org.reachline.dose.DoseAccess;
import org.reachline.dose.DoseEntry;
import org.reachline.dose.LedgerSource;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.dose.PlannedLine;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Offers;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Finds a site's ledger for those who may know the site's plan. */
@RequestScoped
class SiteLedger {
  @Inject SiteAccess access;
  @Inject DoseAccess dose;
  @Inject Protocols protocols;
  @Inject Offers offers;
  @Inject CoachingAccounts accounts;

  /**
   * What was found.
   *
   * @param rules counting rules that can be asked for, those in force marked
   */
  record Found(
      Study study,
      Site site,
      Enrolment enrolment,
      List<CountingChoice.Offered> rules,
      List<Account> accounts,
      boolean mayOpen) {}

  /**
   * One strategy's part of the ledger.
   *
   * @param entries its lines, oldest first
   */
  public record Account(
      Strategy strategy, DoseAccount account, AccountPeriods periods, List<Line> entries) {

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

  /**
   * The ledger of a site, strategy by strategy.
   *
   * @param rule counting rules, as {@link CountingChoice} reads them
   * @throws Refusal.NotFound for somebody who cannot see the site
   * @throws Refusal.NotAllowed for somebody who may not know its plan
   */
  Found find(String slug, String code, List<String> rule) {
    Study study = Study.getBySlug(slug);
    Site site = Site.getByCode(code);
    dose.requireSite(site);
    if (!access.mayKnowPlan(site.id)) {
      throw new Refusal.NotAllowed("The ledger of a site is for its coaches and coordinators.");
    }
    Enrolment enrolment = Enrolment.findForSite(study, site).orElseThrow(Refusal.NotFound::new);
    List<DoseEntry> entries = DoseEntry.listForEnrolment(enrolment);
    StudyFile file = protocols.fileOf(study);
    CountingChoice counting = CountingChoice.of(file, rule);
    boolean mayOpen = dose.mayReadWords(site);
    List<Account> views = new ArrayList<>();
    for (DoseAccount account : accounts.ofAllStrategies(enrolment, counting)) {
      Strategy strategy = file.findStrategy(account.strategy()).orElseThrow();
      if (!offers.toldOf(file).contains(strategy)) {
        continue;
      }
      views.add(
          new Account(
              strategy,
              account,
              AccountPeriods.of(file, enrolment, account),
              entries.stream()
                  .filter(e -> e.strategy.equals(strategy.key()))
                  .map(e -> line(study, site, e, account, mayOpen))
                  .toList()));
    }
    return new Found(
        study, site, enrolment, counting.offered(file, offers.toldOf(file)), views, mayOpen);
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
