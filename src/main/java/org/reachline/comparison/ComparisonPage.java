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
    /** Address of what a chart of the page shows, without the kind of file. */
    public String file(String chart) {
      return here + "/" + chart;
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

  /** What a chart of a question shows, as a file; who is blinded has no contrasts. */
  @GET
  @Path("{analysis}/{chart:months|contrasts}.{kind:csv|svg}")
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  public Response file(
      @PathParam("slug") String slug,
      @PathParam("analysis") String analysis,
      @PathParam("chart") String chart,
      @PathParam("kind") String kind) {
    access.requireReader();
    Study study = Study.getBySlug(slug);
    StudyFile file = protocols.fileOf(study);
    Analysis registered = file.findAnalysis(analysis).orElseThrow(Refusal.NotFound::new);
    Question question = Question.of(file, registered, null, null);
    Answer answer = access.answer(study, question, null);
    if (chart.equals("contrasts")) {
      if (!(answer instanceof ArmAnswer arms) || kind.equals("svg")) {
        throw new Refusal.NotFound();
      }
      return taken(ChartFiles.contrasts(arms.contrasts()), analysis, chart, "csv");
    }
    boolean marked = answer instanceof ArmAnswer;
    Trajectory trajectory =
        answer instanceof ArmAnswer arms
            ? arms.trajectory()
            : ((PooledAnswer) answer).trajectory();
    String text =
        kind.equals("csv")
            ? ChartFiles.months(trajectory)
            : ChartFiles.svg(
                Templates.months(
                        TrajectoryChart.of(trajectory, 760, Menu.of(study, question).looks()),
                        registered.label(),
                        marked)
                    .render());
    return taken(text, analysis, chart, kind);
  }

  private static Response taken(String text, String analysis, String chart, String kind) {
    return Response.ok(text)
        .type(kind.equals("csv") ? "text/csv;charset=UTF-8" : "image/svg+xml;charset=UTF-8")
        .header("content-disposition", "attachment; filename=" + analysis + "-" + chart + "." + kind)
        .build();
  }
}
