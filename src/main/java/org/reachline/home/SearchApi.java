package org.reachline.home;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The search as JSON. */
@Path("/api/search")
@Tag(name = "home", description = "A person's day, and a site at a glance")
@Produces(MediaType.APPLICATION_JSON)
class SearchApi {
  @Inject Search search;

  /**
   * Something that fits.
   *
   * @param name what it is called
   * @param detail what tells it from others of that name
   * @param href address of its page
   */
  public record FindJson(String name, String detail, String href) {}

  /**
   * What fits of one kind.
   *
   * @param title the kind, such as {@code Sites}
   * @param finds the first eight
   * @param list address of the page on which all of them stand; null where there are no more, or no
   *     such page
   */
  public record KindJson(String title, List<FindJson> finds, String list) {
    static KindJson of(Search.Kind kind) {
      return new KindJson(
          kind.title(),
          kind.finds().stream().map(f -> new FindJson(f.name(), f.detail(), f.href())).toList(),
          kind.list());
    }
  }

  /** What fits. */
  @GET
  @Authenticated
  @Operation(
      summary = "Studies, sites, people, sessions and letters that hold a text, as far as you see")
  public List<KindJson> find(@QueryParam("q") @DefaultValue("") String q) {
    return search.find(q).stream().map(KindJson::of).toList();
  }
}
