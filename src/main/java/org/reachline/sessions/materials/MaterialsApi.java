package org.reachline.sessions.materials;

import io.quarkus.logging.Log;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.base.Paging;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Role;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionAccess;
import org.reachline.studies.Study;

/** Links and files of a session as JSON. */
@jakarta.ws.rs.Path("/api/studies/{slug}/sessions/{id:\\d+}/materials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "ECHO sessions")
class MaterialsApi {
  @Inject SessionAccess access;
  @Inject MaterialActs acts;

  /**
   * A link or a file.
   *
   * @param id key within the service
   * @param title what people read
   * @param url address of a link, or null
   * @param fileName name of a file, or null; its content is at {@code .../materials/{id}}
   * @param contentType what the file is, by its content, or null
   * @param bytes its size, or null
   * @param addedAt when it was added, UTC
   */
  public record MaterialJson(
      long id,
      String title,
      String url,
      String fileName,
      String contentType,
      Integer bytes,
      Instant addedAt) {
    static MaterialJson of(Material m) {
      return new MaterialJson(m.id, m.title, m.url, m.fileName, m.contentType, m.bytes, m.addedAt);
    }
  }

  /**
   * Why something is taken back.
   *
   * @param reason for the trail
   */
  public record Withdrawal(@NotBlank @Size(max = 500) String reason) {}

  /** What there is. */
  @GET
  @Authenticated
  @Operation(summary = "Links and files of a session that you may see")
  public List<MaterialJson> list(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(1000) int limit,
      @QueryParam("offset") @DefaultValue("0") @Min(0) int offset) {
    return Paging.slice(Material.findForSession(visible(slug, id)), offset, limit).stream()
        .map(MaterialJson::of)
        .toList();
  }

  /**
   * A link or a file to add.
   *
   * @param title what people read; for a file its name will do
   * @param url address of a link, https; or null
   * @param fileName name of a file, or null
   * @param content the file in Base64, or null
   */
  public record Addition(
      @Size(max = 200) String title,
      @Size(max = 500) String url,
      @Size(max = 200) String fileName,
      String content) {}

  /** Adds a link or a file. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Add a link or a file of at most 8 MiB, checked by its content")
  public MaterialJson add(
      @PathParam("slug") String slug, @PathParam("id") long id, @NotNull @Valid Addition addition) {
    EchoSession session = hosted(slug, id);
    Path file = null;
    try {
      file = addition.content() == null ? null : decoded(addition.content());
      Problems problems = new Problems();
      String name = addition.fileName() == null ? "file" : addition.fileName();
      MaterialForm.Typed typed =
          MaterialForm.read(problems, addition.title(), addition.url(), name, file);
      problems.throwIfAny();
      return MaterialJson.of(acts.add(session, typed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
  }

  private static Path decoded(String base64) throws IOException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw new Refusal.BadInput("content", "This is not Base64.");
    }
    return Files.write(Files.createTempFile("material", ".tmp"), bytes);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      Log.warnf("A temporary file stays behind: %s", e.getMessage());
    }
  }

  /** Hands out a file. */
  @GET
  @jakarta.ws.rs.Path("{material:\\d+}")
  @Authenticated
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "The content of a file")
  @APIResponseSchema(value = InputStream.class, responseCode = "200")
  public Response download(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("material") long material) {
    return acts.download(visible(slug, id), material);
  }

  /** Takes something back. */
  @POST
  @jakarta.ws.rs.Path("{material:\\d+}/withdraw")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.HUB_, Role.COORDINATOR_})
  @Transactional
  @Operation(summary = "Take a link or a file back, with a reason")
  public List<MaterialJson> withdraw(
      @PathParam("slug") String slug,
      @PathParam("id") long id,
      @PathParam("material") long material,
      @NotNull @Valid Withdrawal withdrawal) {
    EchoSession session = hosted(slug, id);
    acts.withdraw(
        Material.find(session, material).orElseThrow(Refusal.NotFound::new), withdrawal.reason());
    return list(slug, id, 1000, 0);
  }

  private EchoSession hosted(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireHost(session);
    return session;
  }

  private EchoSession visible(String slug, long id) {
    EchoSession session = EchoSession.get(Study.getBySlug(slug), id);
    access.requireWords(session);
    return session;
  }
}
