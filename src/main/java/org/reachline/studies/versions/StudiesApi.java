package org.reachline.studies.versions;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Problems.Problem;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.base.trail.EntityTags;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.file.StudyFileError;
import org.reachline.studies.OwnStudies;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.StudyVersion;

/** Studies, their protocols and versions as JSON. */
@Path("/api/studies")
@Tag(name = "studies", description = "Protocols, enrolment, allocation, planned dose")
@Produces(MediaType.APPLICATION_JSON)
class StudiesApi {
  @Inject StudyLibrary library;
  @Inject Protocols protocols;
  @Inject OwnStudies own;
  @Inject CurrentPerson me;

  /**
   * A study in a list.
   *
   * @param version number of the version in force
   * @param sha256 hash of its text
   */
  public record StudyJson(
      String slug, String title, boolean simulated, int version, String sha256) {
    static StudyJson of(Study s) {
      return new StudyJson(s.slug, s.title, s.simulated, s.current.number, s.current.sha256);
    }
  }

  /** Key and label of anything that the file declares. */
  public record TermJson(String key, String label) {}

  /** A phase with its first and last study month. */
  public record PhaseJson(String key, String label, int fromMonth, int toMonth) {}

  /** A measure; {@code nature} is flow or stock. */
  public record MeasureJson(
      String key, String label, String type, String nature, String unit, List<String> siteTypes) {}

  /** An arm with its level by factor. */
  public record ArmJson(String key, String label, Map<String, String> levels) {}

  /**
   * What a protocol says.
   *
   * @param arms arms in the order of the file; null for people who may not know them
   */
  public record ProtocolJson(
      StudyJson study,
      List<TermJson> siteTypes,
      List<TermJson> parts,
      List<PhaseJson> phases,
      List<MeasureJson> measures,
      List<ArmJson> arms) {}

  /**
   * A version of a study's file.
   *
   * @param reason why it was loaded; null for a first version and for people who may not see arms
   */
  public record VersionJson(
      int number, String sha256, Instant loadedAt, String loadedBy, String reason) {
    static VersionJson of(StudyVersion v, boolean reasons) {
      return new VersionJson(v.number, v.sha256, v.loadedAt, v.loadedBy, reasons ? v.reason : null);
    }
  }

  /**
   * What loading a text would do, or has done.
   *
   * @param outcome first, new_version, unchanged or mistakes
   * @param version version in force now
   * @param errors mistakes with line, path and what was expected
   * @param changes differences in meaning
   * @param conflicts what records stand on and the text takes away
   * @param before what it changes of the time before its first day: held contacts that keep their
   *     former line, units whose dose so far, and reports that would be judged otherwise
   * @param saved whether it was loaded
   */
  public record LoadedJson(
      String outcome,
      int version,
      List<StudyFileError> errors,
      List<ProtocolChange> changes,
      List<String> conflicts,
      List<String> before,
      boolean saved) {}

  /** Studies of the caller. */
  @GET
  @Authenticated
  @Operation(summary = "Studies in which you have a part, by title")
  public List<StudyJson> list() {
    return own.list().stream().map(StudyJson::of).toList();
  }

  /** One study's protocol. */
  @GET
  @Path("{slug}")
  @Authenticated
  @Operation(summary = "What a study's protocol says; arms only for those who may know them")
  public ProtocolJson get(@PathParam("slug") String slug) {
    Study study = own.get(slug);
    StudyFile f = protocols.fileOf(study);
    return new ProtocolJson(
        StudyJson.of(study),
        f.siteTypes().stream().map(t -> new TermJson(t.key(), t.label())).toList(),
        f.parts().stream().map(t -> new TermJson(t.key(), t.label())).toList(),
        f.phases().stream()
            .map(p -> new PhaseJson(p.key(), p.label(), p.fromMonth(), p.toMonth()))
            .toList(),
        f.measures().stream()
            .map(
                m ->
                    new MeasureJson(
                        m.key(),
                        m.label(),
                        lower(m.type()),
                        lower(m.nature()),
                        m.unit(),
                        m.siteTypes()))
            .toList(),
        me.maySeeArms()
            ? f.arms().stream().map(a -> new ArmJson(a.key(), a.label(), a.levels())).toList()
            : null);
  }

  /** Versions of a study's file. */
  @GET
  @Path("{slug}/versions")
  @Authenticated
  @Operation(summary = "Versions of a study's file, newest first")
  public List<VersionJson> versions(@PathParam("slug") String slug) {
    return StudyVersion.listForStudy(own.get(slug)).stream()
        .map(v -> VersionJson.of(v, me.maySeeArms()))
        .toList();
  }

  /** One version's text. */
  @GET
  @Path("{slug}/versions/{number}")
  @Produces(MediaType.TEXT_PLAIN)
  @RolesAllowed({Role.COORDINATOR_, Role.RESEARCHER_})
  @Operation(summary = "A version's text as it was loaded; 404 for whoever may not know the arms")
  @APIResponseSchema(value = String.class, responseCode = "200")
  public Response text(@PathParam("slug") String slug, @PathParam("number") int number) {
    return library.text(Study.getBySlug(slug), number);
  }

  /** Checks a study file and, unless it is a dry run, loads it. */
  @POST
  @Consumes({"application/yaml", "text/yaml", MediaType.TEXT_PLAIN})
  @RolesAllowed(Role.COORDINATOR_)
  @Transactional
  @Operation(
      summary = "Check a study file (dryRun, the default) or load it",
      description =
          "400 with every mistake, and without basis (the version compared with) where one is in"
              + " force; 409 if another version came into force meanwhile")
  @APIResponseSchema(value = LoadedJson.class, responseCode = "200")
  @APIResponse(
      responseCode = "201",
      description = "A version came into force",
      content = @Content(schema = @Schema(implementation = LoadedJson.class)))
  @APIResponse(
      responseCode = "400",
      description = "Every mistake of the file, or what stands against it; nothing was saved",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LoadedJson.class)))
  public Response load(
      String text,
      @QueryParam("dryRun") @DefaultValue("true") boolean dryRun,
      @QueryParam("basis") Integer compared,
      @HeaderParam(HttpHeaders.IF_MATCH) String tags,
      @QueryParam("reason") String reason) {
    Long seen = EntityTags.seen(tags, compared == null ? null : compared.longValue());
    Integer basis = seen == null ? null : seen.intValue();
    StudyLibrary.Examined x = library.examine(text, "study.yaml");
    if (dryRun || x.kind() == StudyLibrary.Kind.UNCHANGED) {
      return Response.status(x.read().isValid() ? 200 : 400)
          .entity(json(x, x.basis(), false))
          .build();
    }
    if (!x.read().isValid() || !x.conflicts().isEmpty()) {
      return Response.status(400).entity(json(x, x.basis(), false)).build();
    }
    Optional<String> why = Optional.ofNullable(reason).filter(r -> !r.isBlank());
    if (why.map(String::length).orElse(0) > 1000) {
      throw new Refusal.BadInput(
          List.of(new Problem("reason", "At most 1000 characters, please.")));
    }
    if (basis == null && x.kind() == StudyLibrary.Kind.NEW_VERSION) {
      throw new Refusal.BadInput(
          List.of(
              new Problem(
                  "basis",
                  "Send basis, the number of the version that you compared with: a dry run tells"
                      + " it as version.")));
    }
    StudyVersion version = library.load(text, "study.yaml", basis, why.orElse(null));
    return Response.status(201).entity(json(x, version.number, true)).build();
  }

  private static LoadedJson json(StudyLibrary.Examined x, int version, boolean saved) {
    return new LoadedJson(
        x.kind() == null ? "mistakes" : lower(x.kind()),
        version,
        x.read().errors(),
        x.changes(),
        x.conflicts(),
        x.before(),
        saved);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }
}
