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
  }

  /**
   * What else can be asked.
   *
   * @param analyses the study's questions, in order
   * @param measures measures for an exploratory look
   * @param phases phases for an exploratory look
   * @param asked an exploratory question as it stands in the address, with & behind it; else empty
   */
  public record Menu(
      List<Analysis> analyses, List<Choice> measures, List<Choice> phases, String asked) {
    static Menu of(Question question) {
      return new Menu(
          question.file().analyses(),
          question.measures().stream().map(m -> new Choice(m.key(), m.label())).toList(),
          question.phases().stream().map(p -> new Choice(p.key(), p.label())).toList(),
          question.isExploratory()
              ? "measure=%s&phase=%s&"
                  .formatted(question.analysis().outcome(), question.analysis().phase())
              : "");
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
    Menu menu = Menu.of(question);
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
}
