package org.reachline.studies.enrolment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.reachline.base.Choice;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.facts.FactForm;
import org.reachline.base.facts.SentForm;
import org.reachline.base.input.UploadForm;
import org.reachline.base.lists.ListDialogue;
import org.reachline.base.trail.AuditTrail;
import org.reachline.base.trail.EditDialogue;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Term;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.EnrolmentFacts;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** The units of a study: the table for everybody, and the coordinator's acts on it. */
@Path("/")
class EnrolmentPage {
  @Inject EnrolmentActs acts;
  @Inject EnrolmentList upload;
  @Inject ListDialogue lists;
  @Inject EnrolmentTable table;
  @Inject Protocols protocols;
  @Inject EditDialogue dialogue;
  @Inject AuditTrail trail;
  @Inject SentForm sent;
  @Inject CurrentPerson me;
  @Inject Clock clock;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        Study study,
        List<EnrolmentTable.Line> lines,
        Paging paging,
        EnrolmentTable.Filter filter,
        List<Choice> arms,
        List<Choice> statuses,
        long enrolled);

    static native TemplateInstance enrol(
        Study study, FactForm form, List<Choice> units, List<Choice> strata, List<Choice> pairs);

    static native TemplateInstance unit(
        Study study,
        EnrolmentTable.Line line,
        FactForm change,
        FactForm withdrawal,
        List<Choice> strata,
        List<Choice> pairs,
        List<AuditTrail.Step> trail,
        Problems problems,
        String overtaken);
  }

  /** The units of a study that the person may see. */
  @GET
  @Path("studies/{slug}/sites")
  @Authenticated
  public Response list(
      @PathParam("slug") String slug,
      @QueryParam("q") String q,
      @QueryParam("state") String state,
      @QueryParam("status") String status,
      @QueryParam("arm") String arm,
      @QueryParam("sort") String sort,
      @QueryParam("page") @DefaultValue("1") PageNumber page) {
    Study study = Study.getBySlug(slug);
    EnrolmentTable.Filter filter = EnrolmentTable.Filter.of(q, state, status, arm, sort);
    Paging paging =
        Paging.of(table.count(study, filter), page, Paging.ROWS)
            .keeping("q", q)
            .keeping("state", state)
            .keeping("status", status)
            .keeping("arm", arm)
            .keeping("sort", sort);
    List<Choice> arms =
        me.maySeeArms()
            ? protocols.fileOf(study).arms().stream()
                .map(a -> new Choice(a.key(), a.label()))
                .toList()
            : List.of();
    List<Choice> statuses =
        Arrays.stream(EnrolmentTable.Status.values())
            .map(s -> new Choice(s.name(), s.label()))
            .toList();
    return Page.show(
        Templates.list(
            study,
            table.page(study, filter, paging.offset(), Paging.ROWS),
            paging,
            filter,
            arms,
            statuses,
            Enrolment.count("study", study)));
  }

  /** The form for enrolling a unit. */
  @GET
  @Path("studies/{slug}/enrolment/new")
  @RolesAllowed(Role.COORDINATOR_)
  public Response enrol(@PathParam("slug") String slug, @QueryParam("unit") String unit) {
    Map<String, String> typed = new HashMap<>();
    typed.put("unit", unit);
    typed.put("enrolledOn", LocalDate.now(clock.withZone(me.zone())).toString());
    return Page.show(enrolForm(Study.getBySlug(slug), typed, new Problems()));
  }

  /** Enrols a unit. */
  @POST
  @Path("studies/{slug}/enrolment/new")
  @RolesAllowed(Role.COORDINATOR_)
  public Response enrolUnit(@PathParam("slug") String slug) {
    Study study = Study.getBySlug(slug);
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    Enrolment e = acts.enrol(study, typed, problems);
    return e == null
        ? Page.refuse(enrolForm(study, typed, problems))
        : Page.seeOther(
            "/studies/" + slug + "/enrolment/" + e.unit.code, e.unit.name + " is enrolled.");
  }

  /** One unit: start, stratum, withdrawal, trail. */
  @GET
  @Path("studies/{slug}/enrolment/{code}")
  @RolesAllowed(Role.COORDINATOR_)
  public Response unit(@PathParam("slug") String slug, @PathParam("code") String code) {
    Enrolment e = find(slug, code);
    return Page.show(unitPage(e, null, null, new Problems(), null));
  }

  /** Sets or moves the start, and stratum and pair before allocation. */
  @POST
  @Path("studies/{slug}/enrolment/{code}/change")
  @RolesAllowed(Role.COORDINATOR_)
  public Response change(@PathParam("slug") String slug, @PathParam("code") String code) {
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    return act(
        slug,
        code,
        typed,
        problems,
        () -> acts.change(Study.getBySlug(slug), code, typed, problems),
        (now, overtaken) -> unitPage(now, typed, null, problems, overtaken),
        "Saved. Due dates follow the start.");
  }

  /** Takes a unit out of the study. */
  @POST
  @Path("studies/{slug}/enrolment/{code}/withdraw")
  @RolesAllowed(Role.COORDINATOR_)
  public Response withdraw(@PathParam("slug") String slug, @PathParam("code") String code) {
    Problems problems = new Problems();
    Map<String, String> typed = sent.typed();
    typed.putIfAbsent("withdraw-reason", typed.get("reason"));
    typed.put("reason", typed.get("withdraw-reason"));
    return act(
        slug,
        code,
        typed,
        problems,
        () -> acts.withdraw(Study.getBySlug(slug), code, typed, problems),
        (now, overtaken) -> unitPage(now, null, typed, ofWithdrawal(problems), overtaken),
        "The unit is withdrawn. Its records stay.");
  }

  /** The problems by the names that the withdrawal's fields have on the page. */
  private static Problems ofWithdrawal(Problems problems) {
    Problems named = new Problems();
    problems
        .list()
        .forEach(
            p ->
                named.add(p.field().equals("reason") ? "withdraw-reason" : p.field(), p.message()));
    return named;
  }

  /**
   * Does an act on a unit.
   *
   * @param again the page with what was typed, given the unit as it stands and who overtook, or
   *     null
   */
  private Response act(
      String slug,
      String code,
      Map<String, String> typed,
      Problems problems,
      Supplier<Enrolment> doing,
      BiFunction<Enrolment, String, TemplateInstance> again,
      String receipt) {
    return dialogue.answer(
        problems,
        (theirs, wrong) -> {
          Enrolment now = find(slug, code);
          if (theirs != null) {
            typed.put("version", String.valueOf(now.version));
          }
          return again.apply(now, theirs);
        },
        () ->
            doing.get() == null
                ? null
                : Page.seeOther("/studies/" + slug + "/enrolment/" + code, receipt));
  }

  /** The form for a list of units. */
  @GET
  @Path("studies/{slug}/enrolment/upload")
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload(@PathParam("slug") String slug) {
    return lists.choose(upload, Study.getBySlug(slug));
  }

  /** Shows what a list of units would do, then, once confirmed, does it. */
  @POST
  @Path("studies/{slug}/enrolment/upload")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed(Role.COORDINATOR_)
  public Response upload(@PathParam("slug") String slug, @BeanParam UploadForm form) {
    return lists.answer(upload, Study.getBySlug(slug), form);
  }

  private static Enrolment find(String slug, String code) {
    Site site = Site.getByCode(code);
    return Enrolment.findForSite(Study.getBySlug(slug), site)
        .filter(e -> e.unit.id.equals(site.id))
        .orElseThrow(Refusal.NotFound::new);
  }

  private TemplateInstance enrolForm(Study study, Map<String, String> typed, Problems problems) {
    StudyFile file = protocols.fileOf(study);
    List<Choice> units = new ArrayList<>();
    for (Site site : EnrolmentActs.listEnrollable(study, file)) {
      units.add(new Choice(site.code, site.code + ", " + site.name));
    }
    String unit = typed.getOrDefault("unit", "");
    boolean gone =
        problems.any()
            && !unit.isBlank()
            && units.stream().noneMatch(choice -> choice.value().equals(unit));
    if (gone) {
      // Somebody took it meanwhile, perhaps the last one: what was typed stays in sight.
      units.add(new Choice(unit, unit + ", cannot be enrolled"));
    }
    List<Choice> strata = choices(file.allocation().strata());
    List<Choice> pairs = choices(file.allocation().pairs());
    return Templates.enrol(study, form(typed, file, problems), units, strata, pairs);
  }

  private static FactForm form(Map<String, String> typed, StudyFile file, Problems problems) {
    return new FactForm(EnrolmentFacts.SHEET, typed, problems)
        .choice("stratum", choices(file.allocation().strata()))
        .choice("pair", choices(file.allocation().pairs()));
  }

  /** The unit with both forms; the one that was not sent, null here, says what is on record. */
  private TemplateInstance unitPage(
      Enrolment e,
      Map<String, String> change,
      Map<String, String> withdrawal,
      Problems problems,
      String overtaken) {
    StudyFile file = protocols.fileOf(e.study);
    Map<String, String> known = EnrolmentFacts.SHEET.typed(e.facts());
    String version = String.valueOf(e.version);
    known.put("version", version);
    return Templates.unit(
        e.study,
        table.line(e),
        form(change == null ? known : change, file, problems),
        form(withdrawal == null ? Map.of("version", version) : withdrawal, file, problems),
        choices(file.allocation().strata()),
        choices(file.allocation().pairs()),
        trail.whole(e),
        problems,
        overtaken);
  }

  private static List<Choice> choices(List<Term> terms) {
    return terms.stream().map(t -> new Choice(t.key(), t.label())).toList();
  }
}
