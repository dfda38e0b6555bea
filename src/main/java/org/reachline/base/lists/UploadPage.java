package org.reachline.base.lists;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.base.Page;
import org.reachline.base.PageNumber;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.RowOutcome;
import org.reachline.base.input.UploadForm;

/** Long lists that people handed in: how far they are, what they would do, and their receipts. */
@Path("/uploads")
class UploadPage {
  /** Rows that are shown of a list, those to be read first. */
  private static final int SHOWN = 100;

  @Inject Uploads uploads;

  @CheckedTemplate
  static class Templates {
    static native TemplateInstance list(List<Upload> mine, Paging paging);

    static native TemplateInstance receipts(
        List<Upload> taken, Map<Long, String> names, Paging paging);

    static native TemplateInstance upload(
        Upload upload, String by, String back, String again, List<RowOutcome> rows, long left);
  }

  /** One's own lists. */
  @GET
  @Authenticated
  public Response list(@QueryParam("page") @DefaultValue("1") PageNumber page) {
    Paging paging = Paging.of(uploads.mine(), page, Paging.ROWS);
    return Page.show(Templates.list(paging.rows(uploads.mine()), paging));
  }

  /** Receipts of everybody's. */
  @GET
  @Path("receipts")
  @RolesAllowed(Role.COORDINATOR_)
  public Response receipts(@QueryParam("page") @DefaultValue("1") PageNumber page) {
    Paging paging = Paging.of(uploads.taken(), page, Paging.ROWS);
    List<Upload> taken = paging.rows(uploads.taken());
    Set<Long> people = new HashSet<>();
    taken.forEach(upload -> people.add(upload.personId));
    return Page.show(Templates.receipts(taken, uploads.names(people), paging));
  }

  /** How far a list is, what it would do, or its receipt. */
  @GET
  @Path("{id}")
  @Authenticated
  public Response show(@PathParam("id") long id) {
    Upload upload = uploads.get(id);
    ListAct<?, ?> list = uploads.listOf(upload);
    return upload.state == Upload.State.CHECKED && uploads.mayTake(list)
        ? Page.show(preview(list, upload, Uploads.said(upload), new Problems()))
        : Page.show(page(list, upload));
  }

  /** Has a list taken that was looked through, or looked through anew. */
  @POST
  @Path("{id}")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Authenticated
  public Response confirm(@PathParam("id") long id, @BeanParam UploadForm form) {
    Upload upload = uploads.get(id);
    return confirm(uploads.listOf(upload), upload, ListDialogue.said(form));
  }

  private <P, T extends ListOutcome> Response confirm(
      ListAct<P, T> list, Upload upload, ListSaid said) {
    if (!uploads.mayTake(list)) {
      throw new Refusal.NotAllowed("You may no longer hand in lists of " + list.many() + ".");
    }
    if (upload.state != Upload.State.CHECKED) {
      return Page.seeOther(upload.address(), "This list is " + upload.state.label() + ".");
    }
    boolean again = list.looksAgain(said);
    Problems lacking = again ? new Problems() : list.lacks(Uploads.told(list, upload), said);
    if (lacking.any()) {
      return Page.refuse(preview(list, upload, said, lacking));
    }
    uploads.confirm(upload.id, said, again ? Upload.Task.CHECK : Upload.Task.TAKE);
    return Page.seeOther(upload.address(), "You may leave; it goes on.");
  }

  /** Stops a list that is not taken yet. */
  @POST
  @Path("{id}/stop")
  @Authenticated
  public Response stop(@PathParam("id") long id) {
    boolean stopped = uploads.stop(id);
    return Page.seeOther(
        uploads.get(id).address(),
        stopped
            ? "The list is stopped. Nothing of it is saved."
            : "The list had ended before it could be stopped.");
  }

  private TemplateInstance preview(
      ListAct<?, ?> list, Upload upload, ListSaid said, Problems problems) {
    return ListDialogue.preview(list, upload, SHOWN, said, problems);
  }

  private TemplateInstance page(ListAct<?, ?> list, Upload upload) {
    ListOutcome told =
        upload.state == Upload.State.REFUSED && uploads.mayTake(list)
            ? Uploads.told(list, upload)
            : null;
    List<RowOutcome> rows = told == null ? List.of() : told.rows();
    List<RowOutcome> shown = rows.subList(0, Math.min(SHOWN, rows.size()));
    return Templates.upload(
        upload,
        uploads.names(Set.of(upload.personId)).getOrDefault(upload.personId, ""),
        list.back(upload.place),
        list.address(upload.place),
        shown,
        told == null ? 0 : upload.counts().all() - shown.size());
  }
}
