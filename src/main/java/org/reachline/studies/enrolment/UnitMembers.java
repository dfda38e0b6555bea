package org.reachline.studies.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.protocol.design.AllocationUnit;
import org.reachline.sites.PartnerChange;
import org.reachline.sites.PartnerJoins;
import org.reachline.sites.Site;
import org.reachline.sites.TypeChange;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;

/**
 * Keeps units whole while sites change: who is enrolled stays what and where it is, and a partner
 * that comes to a leading site comes into its unit. A partner that joins late has the unit's arm
 * and start, because the unit was randomised and not its sites.
 */
@ApplicationScoped
class UnitMembers {
  @Inject Protocols protocols;
  @Inject AuditTrail audit;
  @Inject Clock clock;

  void keepPartnership(@Observes PartnerChange change) {
    active(change.site())
        .ifPresent(
            e -> {
              throw new Refusal.BadInput(
                  "partnerOf",
                  part(change.site(), e) + " Who is randomised together stays together.");
            });
  }

  void keepType(@Observes TypeChange change) {
    active(change.site())
        .ifPresent(
            e -> {
              throw new Refusal.BadInput(
                  "type",
                  part(change.site(), e)
                      + " Its place in the unit and its measures rest on its type. Withdraw the"
                      + " unit first if the type was entered wrongly.");
            });
  }

  void takeIn(@Observes PartnerJoins joins) {
    for (Enrolment e : Enrolment.listForSite(joins.leading())) {
      if (!e.isActive() || !e.unit.id.equals(joins.leading().id) || !takes(e, joins.type())) {
        continue;
      }
      if (joins.partner() != null) {
        Map<String, Object> before = EnrolmentActs.state(e);
        e.members.add(joins.partner());
        e.joined.put(joins.partner().id, LocalDate.now(clock.withZone(joins.partner().zoneId())));
        audit.record(
            "unit.member_joined",
            e.subject(),
            joins.partner().id,
            before,
            EnrolmentActs.state(e),
            null);
      }
      joins.told().add("It takes part in " + e.study.title + " with the unit " + e.unit.code + ".");
    }
  }

  private boolean takes(Enrolment e, String type) {
    var allocation = protocols.fileOf(e.study).allocation();
    return allocation.unit() == AllocationUnit.SITE_WITH_PARTNERS
        && allocation.partnerType().filter(type::equals).isPresent();
  }

  private static Optional<Enrolment> active(Site site) {
    return Enrolment.listForSite(site).stream().filter(Enrolment::isActive).findFirst();
  }

  private static String part(Site site, Enrolment e) {
    return site.code
        + " is part of the unit "
        + e.unit.code
        + ", which is enrolled in "
        + e.study.title
        + ".";
  }
}
