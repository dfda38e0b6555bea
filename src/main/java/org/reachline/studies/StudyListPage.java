package org.reachline.studies;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.reachline.base.Role;
import org.reachline.base.input.UploadForm;
import org.reachline.base.lists.ListDialogue;

/**
 * Many records from one list: choose, look at what would happen, confirm. A room's page names its
 * address and its list.
 */
public abstract class StudyListPage {
  @Inject ListDialogue dialogue;

  /** The list. */
  protected abstract StudyList list();

  /** Choose the list. */
  @GET
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response upload(@PathParam("slug") String slug) {
    return dialogue.choose(list(), list().place(slug));
  }

  /** Shows what would happen, or does it once that was confirmed. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Role.COACH_, Role.COORDINATOR_})
  public Response take(@PathParam("slug") String slug, @BeanParam UploadForm form) {
    return dialogue.answer(list(), list().place(slug), form);
  }
}
