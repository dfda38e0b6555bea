package org.reachline.studies;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;

/**
 * One fence around every page and every part of the API that belongs to a study: for whoever has no
 * part in it, it does not exist in any room. What each room shows of it is the room's own question.
 */
class StudyAccess {
  private static final Pattern OF_A_STUDY = Pattern.compile("/(?:api/)?studies/([^/]+)(?:/.*)?");

  @Inject CurrentPerson me;
  @Inject OwnStudies own;

  // What was typed is read first, so that a refusal here can give it back.
  @WithFormRead
  @ServerRequestFilter
  void refuse(ContainerRequestContext request) {
    Matcher path = OF_A_STUDY.matcher(request.getUriInfo().getPath());
    // Who is not signed in, or not any more, is answered elsewhere; so is a word that is no study.
    if (path.matches()
        && me.isSignedIn()
        && me.isActive()
        && !own.has(path.group(1))
        && Study.count("slug", path.group(1)) > 0) {
      throw new Refusal.NotFound();
    }
  }
}
