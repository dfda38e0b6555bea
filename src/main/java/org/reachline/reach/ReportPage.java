package org.reachline.reach;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.Change;
import org.reachline.base.trail.EditDialogue;
import org.reachline.protocol.measure.Measure;
import org.reachline.reach.reports.Filled;
import org.reachline.reach.reports.ReportAccess;
import org.reachline.reach.reports.ReportActs;
import org.reachline.reach.reports.ReportPaths;
import org.reachline.reach.reports.ReportPlace;
import org.reachline.reach.reports.ReportTrail;
import org.reachline.reach.reports.SiteReport;
import org.reachline.studies.Study;

/** One report: fill in, save, submit, amend; lock and unlock. */
@Path("/studies/{slug}/reach/{site}/{month}")
class ReportPage {
  @Inject ReportPaths paths;
  @Inject ReportActs acts;
  @Inject ReportAccess access;
  @Inject ReportTrail trail;
  @Inject EditDialogue dialogue;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance report(Study study, ReportView v);

    static native TemplateInstance follows(ReportView v);

    static native TemplateInstance history(
        Study study, ReportPlace place, List<ReportTrail.Step> trail);
  }

  /** The form, or the numbers for those who only read. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_, Role.COACH_, Role.RESEARCHER_})
  public Response show(
      @RestPath String slug,
      @RestPath String site,
      @RestPath String month,
      @RestQuery String enrolled) {
    return Page.show(present(paths.get(slug, site, month, enrolled), new Problems(), ""));
  }

  /** Everything that was ever done to a report, for who may read its numbers. */
  @GET
  @Path("history")
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_, Role.COACH_, Role.RESEARCHER_})
  public Response history(
      @RestPath String slug,
      @RestPath String site,
      @RestPath String month,
      @RestQuery String enrolled) {
    ReportPlace place = paths.get(slug, site, month, enrolled);
    SiteReport report = readable(place.findReport()).orElseThrow(Refusal.NotFound::new);
    return Page.show(
        Templates.history(
            place.study(),
            place,
            trail.of(report, place.sheet(), access.mayEnter(place.site()), Integer.MAX_VALUE)));
  }

  /** Keeps what was typed: a draft, a report handed in, or an amendment. */
  @POST
  @Transactional
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_})
  public Response keep(
      @RestPath String slug,
      @RestPath String site,
      @RestPath String month,
      @RestForm("report-act") String act,
      @RestForm("report-version") String version,
      @RestForm("report-confirm") String confirm,
      @RestForm("report-note") String note,
      @RestForm("report-reason") String reason) {
    ReportPlace place = paths.get(slug, site, month);
    access.requireEnter(place.site());
    Map<String, String> typed = typed(place);
    Problems problems = new Problems();
    Filled filled = Filled.read(place.sheet().typed(), typed::get, problems);
    Integer seen =
        version != null && version.matches("[0-9]{1,9}") ? Integer.valueOf(version) : null;
    ReportView.Typed beside =
        new ReportView.Typed(
            version == null ? "" : version, confirm != null, text(note), text(reason));
    boolean handIn = "submit".equals(act);
    ReportActs.Decision decision =
        new ReportActs.Decision(new Change(seen, reason), handIn, beside.confirmed(), note);
    acts.takeTurn(place);
    if (problems.list().isEmpty() && acts.isRepeat(place, filled, decision)) {
      return receipt(place, handIn, !beside.reason().isBlank());
    }
    Optional<SiteReport> before = place.findReport();
    Optional<String> closed = before.flatMap(r -> acts.closedBy(place, r));
    if (closed.isPresent()) {
      return Page.conflict(overtaken(place, typed, filled, beside, closed.get()));
    }
    if (acts.isOvertaken(place, decision.change())) {
      return Page.conflict(overtaken(place, typed, filled, beside, null));
    }
    boolean wasIn = before.filter(r -> r.state.isHandedIn()).isPresent();
    Optional<SiteReport> kept = acts.keep(place, filled, decision, problems);
    if (kept.isEmpty()) {
      return Page.refuse(
          Templates.report(
              place.study(), view(place, typed, filled, problems, beside, List.of(), null)));
    }
    return receipt(place, handIn, wasIn);
  }

  private static Response receipt(ReportPlace place, boolean handIn, boolean amends) {
    String what = place.periodName() + " of " + place.site().name;
    return Page.seeOther(
        place.path(),
        amends
            ? "The amendment of " + what + " is saved."
            : handIn
                ? what + " is submitted. Thank you."
                : "The draft of " + what + " is saved. It is not submitted yet.");
  }

  /** What follows from the numbers so far, while typing; keeps nothing. */
  @POST
  @Path("check")
  @RolesAllowed({Role.COORDINATOR_, Role.CLINICIAN_})
  public Response check(
      @RestPath String slug,
      @RestPath String site,
      @RestPath String month,
      @RestForm("report-version") String version) {
    ReportPlace place = paths.get(slug, site, month);
    access.requireEnter(place.site());
    Map<String, String> typed = typed(place);
    Filled filled = Filled.read(place.sheet().typed(), typed::get, new Problems());
    ReportView.Typed beside = new ReportView.Typed(text(version), false, "", "");
    return Page.show(
        Templates.follows(view(place, typed, filled, new Problems(), beside, List.of(), null)));
  }

  /** Approves and locks. */
  @POST
  @Path("lock")
  @Transactional
  @RolesAllowed(Role.COORDINATOR_)
  public Response lock(
      @RestPath String slug,
      @RestPath String site,
      @RestPath String month,
      @RestForm String version) {
    ReportPlace place = paths.get(slug, site, month);
    Problems problems = new Problems();
    Change change = new Change(problems.integer("version", version, 0, Integer.MAX_VALUE), null);
    return settle(place, change, problems, () -> acts.lock(place, change), " is locked.");
  }

  /** Opens a locked report again, with a reason. */
  @POST
  @Path("unlock")
  @Transactional
  @RolesAllowed(Role.COORDINATOR_)
  public Response unlock(
      @RestPath String slug,
      @RestPath String site,
      @RestPath String month,
      @RestForm String version,
      @RestForm String reason) {
    ReportPlace place = paths.get(slug, site, month);
    Problems problems = new Problems();
    Integer seen = problems.integer("version", version, 0, Integer.MAX_VALUE);
    problems.text("reason", reason, 1000);
    Change change = new Change(seen, reason);
    return settle(
        place, change, problems, () -> acts.unlock(place, change), " can be amended again.");
  }

  /** Closes or opens a report; the page again, with the reason typed, if it cannot be. */
  private Response settle(
      ReportPlace place, Change change, Problems problems, Runnable act, String receipt) {
    return dialogue.answer(
        place.findReport().orElseThrow(Refusal.NotFound::new),
        change,
        problems,
        (theirs, wrong) ->
            present(place, EditDialogue.under("", theirs, wrong), text(change.reason())),
        () -> {
          act.run();
          return Page.seeOther(
              place.path(), place.periodName() + " of " + place.site().name + receipt);
        });
  }

  private TemplateInstance present(ReportPlace place, Problems problems, String reason) {
    Optional<SiteReport> report = readable(place.findReport());
    Map<String, String> values = report.map(r -> texts(place, r)).orElse(Map.of());
    Filled filled =
        report.map(r -> new Filled(r.values, r.words)).orElse(new Filled(Map.of(), Map.of()));
    ReportView.Typed beside =
        new ReportView.Typed(
            report.map(r -> String.valueOf(r.version)).orElse(""),
            false,
            report
                .filter(r -> access.mayReadWords(r.site))
                .map(r -> text(r.warningNote))
                .orElse(""),
            reason);
    return Templates.report(
        place.study(), view(place, values, filled, problems, beside, List.of(), null));
  }

  /** The report if the reader may know its numbers; a draft is its site's own business. */
  private Optional<SiteReport> readable(Optional<SiteReport> report) {
    return report.filter(access::mayReadNumbers);
  }

  /** A report's numbers and words as its boxes show them. */
  private static Map<String, String> texts(ReportPlace place, SiteReport report) {
    Map<String, String> texts = new HashMap<>();
    place
        .sheet()
        .typed()
        .forEach(m -> texts.put(m.key(), ReportView.text(m, report, report.values)));
    return texts;
  }

  private TemplateInstance overtaken(
      ReportPlace place,
      Map<String, String> typed,
      Filled filled,
      ReportView.Typed beside,
      String closed) {
    SiteReport now = place.findReport().orElseThrow();
    List<ReportView.Difference> others = new ArrayList<>();
    for (Measure measure : place.sheet().typed()) {
      String mine = text(typed.get(measure.key())).strip();
      String theirs = ReportView.text(measure, now, now.values);
      if (!mine.equals(theirs)) {
        others.add(
            new ReportView.Difference(
                measure.label(),
                theirs.isEmpty() ? "blank" : theirs,
                mine.isEmpty() ? "blank" : mine));
      }
    }
    // From here on the typist knows of the change: saving again takes their numbers.
    ReportView.Typed aware =
        new ReportView.Typed(
            String.valueOf(now.version), beside.confirmed(), beside.note(), beside.reason());
    return Templates.report(
        place.study(),
        view(
            place,
            closed == null ? typed : texts(place, now),
            closed == null ? filled : new Filled(now.values, now.words),
            new Problems(),
            aware,
            others,
            closed == null
                ? ReportActs.nameOf(now.changedBy) + " saved this report while you were typing."
                : closed));
  }

  private ReportView view(
      ReportPlace place,
      Map<String, String> typed,
      Filled filled,
      Problems problems,
      ReportView.Typed beside,
      List<ReportView.Difference> others,
      String other) {
    Optional<SiteReport> report = place.findReport();
    Optional<SiteReport> before =
        readable(place.calendar().before(place.period()).flatMap(place::findReport));
    boolean closed = report.filter(r -> r.isClosed(place.period(), acts.today(place))).isPresent();
    boolean enters = access.mayEnter(place.site());
    boolean words = access.mayReadWords(place.site());
    String waits = place.period().refusal(acts.today(place), false).orElse(null);
    return new ReportView(
        place,
        readable(report).orElse(null),
        place.period().state(report.map(r -> r.state).orElse(null), acts.today(place)),
        report.isPresent(),
        words,
        ReportView.lines(place, typed, before, words),
        ReportView.follows(place, filled.values(), before),
        warnings(place, filled),
        problems,
        beside,
        others,
        other,
        // What was typed and refused comes back in its boxes.
        enters && !closed && !place.earlier() && (waits == null || problems.any()),
        enters ? waits : null,
        readable(report)
            .map(r -> trail.of(r, place.sheet(), enters, ReportTrail.MOST_BESIDE))
            .orElse(List.of()));
  }

  private List<String> warnings(ReportPlace place, Filled filled) {
    List<String> warnings = new ArrayList<>();
    place.sheet().check(filled.values()).forEach(finding -> warnings.add(finding.message()));
    warnings.addAll(acts.unusual(place, filled));
    return warnings;
  }

  /** The boxes of the form. Their names come from the study file, so no parameter can name them. */
  private static Map<String, String> typed(ReportPlace place) {
    FormData form = CurrentRequestManager.get().getFormData();
    Map<String, String> typed = new HashMap<>();
    for (Measure measure : place.sheet().typed()) {
      FormValue value = form == null ? null : form.getFirst(measure.key());
      if (value != null && !value.isFileItem()) {
        typed.put(measure.key(), value.getValue());
      }
    }
    return typed;
  }

  private static String text(String typed) {
    return typed == null ? "" : typed;
  }
}
