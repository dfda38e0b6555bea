package org.reachline.reach.imports;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.input.UploadForm;
import org.reachline.base.input.UploadedText;
import org.reachline.protocol.StudyFile;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;

/** Reports from a file: choose it, see what it would do, agree, save. */
@Path("/studies/{slug}/reach/import")
class ReachImportPage {
  @Inject Protocols protocols;
  @Inject ReachImport imports;

  /** The file and what the uploader agrees to. */
  public static class Form extends UploadForm {
    /** Ticked if unknown columns may be left aside. */
    @RestForm public String ignoreUnknown;

    /** Ticked if rows with warnings are right. */
    @RestForm public String acceptWarnings;

    /** Why they are right. */
    @RestForm public String note;

    /** Names of columns that the study file does not know. */
    @RestForm public List<String> column;

    /** What each of them is, in the same order; empty if it is not said. */
    @RestForm public List<String> meaning;

    ImportOptions options() {
      return new ImportOptions(
          ignoreUnknown != null, acceptWarnings != null, note, reason, columns(), basisSeen());
    }

    private Map<String, String> columns() {
      Map<String, String> columns = new LinkedHashMap<>();
      int said = column == null || meaning == null ? 0 : Math.min(column.size(), meaning.size());
      for (int i = 0; i < said; i++) {
        if (!meaning.get(i).isBlank()) {
          columns.put(column.get(i), meaning.get(i));
        }
      }
      return columns;
    }
  }

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance choose(
        Study study, StudyFile file, Problems problems, String pasted);

    static native TemplateInstance preview(
        Study study,
        ImportPreview preview,
        String content,
        Problems problems,
        ImportOptions options);
  }

  /** Where a file is chosen. */
  @GET
  @RolesAllowed({Role.CLINICIAN_, Role.COORDINATOR_})
  public Response choose(@RestPath String slug) {
    Study study = Study.getBySlug(slug);
    return Page.show(Templates.choose(study, protocols.fileOf(study), new Problems(), ""));
  }

  /** The preview first; the second time, with everything agreed to, the file is saved. */
  @POST
  @RolesAllowed({Role.CLINICIAN_, Role.COORDINATOR_})
  public Response take(@RestPath String slug, @BeanParam Form form) {
    Study study = Study.getBySlug(slug);
    Problems problems = new Problems();
    String text = form.text(problems);
    if (text == null) {
      return Page.refuse(
          Templates.choose(
              study, protocols.fileOf(study), problems, form.pasted == null ? "" : form.pasted));
    }
    return answer(study, text, form);
  }

  private Response answer(Study study, String sent, Form form) {
    UploadedText text = UploadedText.of(sent);
    Problems problems = new Problems();
    ImportOptions options = form.options();
    if (!form.isConfirmed()) {
      ImportOptions only = options.onlyColumns();
      ImportPreview preview = imports.dryRun(study, text, only);
      TemplateInstance page =
          Templates.preview(study, preview, UploadForm.carried(sent), new Problems(), only);
      return preview.hasErrors() ? Page.refuse(page) : Page.show(page);
    }
    ImportPreview saved;
    try {
      saved = imports.save(study, text, options);
    } catch (Refusal.Conflict changed) {
      problems.add("", changed.getMessage());
      ImportPreview now = imports.dryRun(study, text, options);
      return Page.conflict(
          Templates.preview(study, now, UploadForm.carried(sent), problems, options));
    }
    if (!saved.done()) {
      saved.agreed().forEach(p -> problems.add(p.field(), p.message()));
      return Page.refuse(
          Templates.preview(study, saved, UploadForm.carried(sent), problems, options));
    }
    return Page.seeOther(
        study.addressOf("reach"),
        "The file is saved: "
            + saved.added()
            + " reports are new, "
            + saved.changed()
            + " changed, "
            + saved.same()
            + " were on record already.");
  }
}
