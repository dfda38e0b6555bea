package org.reachline.contamination;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Who got what the allocation did not mean for them, and what people say about it. */
@Path("/studies/{slug}/contamination")
public class ContaminationPage {
  @Inject CurrentPerson me;
  @Inject ContaminationWatch watch;
  @Inject FlagNotes notes;
  @Inject FlagSources sources;
  @Inject Protocols protocols;

  /** Flags on one page. */
  public static final int ROWS = 50;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(
        Study study,
        List<Standing> flags,
        Paging paging,
        Map<String, String> addresses,
        boolean compared,
        long holding,
        long noteOn,
        String text,
        Problems problems);
  }

  /** All flags, newest first, a page at a time; with a flag's key, the page that it is on. */
  @GET
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Transactional
  public Response list(
      String slug,
      @RestQuery @DefaultValue("1") PageNumber page,
      @RestQuery @DefaultValue("0") long flag) {
    return Page.show(page(study(slug), page, flag, 0, "", new Problems()));
  }

  /** Writes a note on a flag. */
  @POST
  @Path("{id}/notes")
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  public Response note(String slug, long id, @RestForm String text) {
    Study study = study(slug);
    Problems problems = new Problems();
    String words = problems.text("text_" + id, text, 2000);
    ContaminationFlag flag = FlagNotes.flag(study, id);
    if (problems.any()) {
      return Page.refuse(page(study, PageNumber.FIRST, id, id, text, problems));
    }
    notes.write(flag, words);
    return Page.seeOther("/studies/" + slug + "/contamination", "Your note stands with the flag.");
  }

  private Study study(String slug) {
    Study study = Study.getBySlug(slug);
    requireArms(me);
    return study;
  }

  /** Flags tell arms, so whoever may not see arms gets none. */
  static void requireArms(CurrentPerson me) {
    if (!me.maySeeArms()) {
      throw new Refusal.NotAllowed(
          "Contamination is shown to coordinators and to researchers who are not blinded.");
    }
  }

  private TemplateInstance page(
      Study study, PageNumber page, long flag, long noteOn, String text, Problems problems) {
    ContaminationWatch.Looked looked = watch.look(study);
    PanacheQuery<ContaminationFlag> all = ContaminationFlag.findForStudy(study);
    int asked =
        ContaminationFlag.<ContaminationFlag>findByIdOptional(flag)
            .filter(known -> known.study.id.equals(study.id))
            .map(known -> (int) (known.before() / ROWS) + 1)
            .orElse(page.number());
    Paging paging = Paging.of(all, asked, ROWS).at("/studies/" + study.slug + "/contamination");
    List<Standing> flags = looked.standing(paging.rows(all));
    return Templates.list(
        study,
        flags,
        paging,
        sources.addresses(study, flags),
        new Levels(protocols.fileOf(study)).areCompared(),
        looked.now().size(),
        noteOn,
        text,
        problems);
  }
}
