package org.reachline.comparison;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.Choice;
import org.reachline.base.Page;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.versions.ProtocolChange;

/** Reads one comparison at a time: the study's first question, or another by its key. */
@Path("/studies/{slug}/comparison")
class ComparisonPage {
  @Inject Protocols protocols;
  @Inject ComparisonAccess access;
  @Inject InterimLooks interimLooks;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance arms(
        Study study,
        ArmAnswer answer,
        String asked,
        Menu menu,
        InterimLook interimLooks,
        List<CountingChoice.Offered> rules);

    static native TemplateInstance pooled(Study study, PooledAnswer answer, Menu menu);

    static native TemplateInstance none(Study study);

    static native TemplateInstance months(TrajectoryChart chart, String title, boolean marked);
  }

  /**
   * What else can be asked.
   *
   * @param analyses the study's questions, in order
   * @param measures measures for an exploratory look
   * @param phases phases for an exploratory look
   * @param asked an exploratory question as it stands in the address, with & behind it; else empty
   * @param looks how each arm is drawn, in the order of the study file
   * @param here address of the question
   */
  public record Menu(
      List<Analysis> analyses,
      List<Choice> measures,
      List<Choice> phases,
      String asked,
      List<Integer> looks,
      String here) {
    /** Address of what a chart of the page shows, as a file. */
    public String file(String name) {
      return here + "/" + name + (asked.isEmpty() ? "" : "?" + asked);
    }

    static Menu of(Study study, Question question) {
      return new Menu(
          question.file().analyses(),
          question.measures().stream().map(m -> new Choice(m.key(), m.label())).toList(),
          question.phases().stream().map(p -> new Choice(p.key(), p.label())).toList(),
          question.isExploratory()
              ? "measure=%s&phase=%s&"
                  .formatted(question.analysis().outcome(), question.analysis().phase())
              : "",
          question.file().arms().isEmpty()
              ? List.of(1)
              : question.file().arms().stream().map(Arm::look).toList(),
          "/studies/" + study.slug + "/comparison/" + question.analysis().key());
    }
  }

  /** The study's first question. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response first(
      @PathParam("slug") String slug,
      @RestQuery String measure,
      @RestQuery String phase,
      @RestQuery List<String> rule) {
    access.requireReader();
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    return file.analyses().isEmpty()
        ? Page.show(Templates.none(study))
        : show(study, Question.of(file, file.analyses().get(0), measure, phase), rule);
  }

  /** One question. */
  @GET
  @Path("{analysis}")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response one(
      @PathParam("slug") String slug,
      @PathParam("analysis") String analysis,
      @RestQuery String measure,
      @RestQuery String phase,
      @RestQuery List<String> rule) {
    access.requireReader();
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    Analysis registered = file.findAnalysis(analysis).orElseThrow(Refusal.NotFound::new);
    return show(study, Question.of(file, registered, measure, phase), rule);
  }

  private Response show(Study study, Question question, List<String> rule) {
    Answer answer = access.answer(study, question, rule);
    Menu menu = Menu.of(study, question);
    if (answer instanceof ArmAnswer arms) {
      return Page.show(
          Templates.arms(
              study,
              arms,
              ProtocolChange.inWords(question.file(), question.analysis()),
              menu,
              interimLooks.of(arms.asked()),
              CountingChoice.of(question.file(), rule).offered(question.file())));
    }
    return Page.show(Templates.pooled(study, (PooledAnswer) answer, menu));
  }

  /** Every month of every line that the reader may see, as a table. */
  @GET
  @Path("{analysis}/months.csv")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response monthsAsTable(
      @PathParam("slug") String slug,
      @PathParam("analysis") String analysis,
      @RestQuery String measure,
      @RestQuery String phase) {
    Asking asking = ask(slug, analysis, measure, phase);
    return taken(ChartFiles.months(asking.trajectory()), "text/csv", analysis + "-months.csv");
  }

  /** The same as a drawing. */
  @GET
  @Path("{analysis}/months.svg")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response monthsAsDrawing(
      @PathParam("slug") String slug,
      @PathParam("analysis") String analysis,
      @RestQuery String measure,
      @RestQuery String phase) {
    Asking asking = ask(slug, analysis, measure, phase);
    TrajectoryChart chart = TrajectoryChart.of(asking.trajectory(), 760, asking.menu().looks());
    boolean marked = asking.answer() instanceof ArmAnswer;
    String drawing = Templates.months(chart, asking.question().analysis().label(), marked).render();
    return taken(ChartFiles.svg(drawing), "image/svg+xml", analysis + "-months.svg");
  }

  /** Every randomised contrast as a table; there is none for whoever is blinded. */
  @GET
  @Path("{analysis}/contrasts.csv")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response contrastsAsTable(
      @PathParam("slug") String slug,
      @PathParam("analysis") String analysis,
      @RestQuery String measure,
      @RestQuery String phase) {
    if (ask(slug, analysis, measure, phase).answer() instanceof ArmAnswer arms) {
      String table = ChartFiles.contrasts(arms.contrasts());
      return taken(table, "text/csv", analysis + "-contrasts.csv");
    }
    throw new Refusal.NotFound();
  }

  /** A question with its answer for this reader. */
  private record Asking(Question question, Answer answer, Menu menu) {
    Trajectory trajectory() {
      return answer instanceof ArmAnswer arms
          ? arms.trajectory()
          : ((PooledAnswer) answer).trajectory();
    }
  }

  private Asking ask(String slug, String analysis, String measure, String phase) {
    access.requireReader();
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    Analysis registered = file.findAnalysis(analysis).orElseThrow(Refusal.NotFound::new);
    Question question = Question.of(file, registered, measure, phase);
    return new Asking(
        question, access.answer(study, question, List.of()), Menu.of(study, question));
  }

  private static Response taken(String text, String type, String name) {
    return Response.ok(text)
        .type(type + ";charset=UTF-8")
        .header("content-disposition", "attachment; filename=" + name)
        .build();
  }
}
