package org.reachline.sessions.materials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;
import org.reachline.base.trail.AuditTrail;
import org.reachline.people.Person;
import org.reachline.sessions.EchoSession;

/** Adds, takes back and hands out what belongs to a session, the same from page and API. */
@ApplicationScoped
class MaterialActs {
  @Inject CurrentPerson me;
  @Inject AuditTrail audit;
  @Inject Clock clock;

  private record State(String title, String url, String fileName, Integer bytes) {
    static State of(Material m) {
      return new State(m.title, m.url, m.fileName, m.bytes);
    }
  }

  /** Adds a link or a file. */
  @Transactional
  Material add(EchoSession session, MaterialForm.Typed typed) {
    Material material = new Material();
    material.session = session;
    material.title = typed.title();
    material.url = typed.url();
    material.addedBy = Person.findById(me.id());
    material.addedAt = clock.instant();
    if (typed.type() == null) {
      material.persist();
    } else {
      MaterialFile file = new MaterialFile();
      file.content = read(typed);
      material.fileName = typed.fileName();
      material.contentType = typed.type().contentType();
      material.bytes = file.content.length;
      material.persist();
      file.materialId = material.id;
      file.persist();
    }
    audit.record("session.material_added", subject(session), null, null, State.of(material), null);
    return material;
  }

  /** Takes something back; it stays on record. */
  @Transactional
  void withdraw(Material material, String reason) {
    material.withdraw(Person.findById(me.id()), reason, clock.instant());
    audit.record(
        "session.material_withdrawn",
        subject(material.session),
        null,
        State.of(material),
        null,
        reason);
  }

  /**
   * Hands out a file, to be saved and never shown as a page of ours.
   *
   * @throws Refusal.NotFound if there is none, or it was taken back
   */
  public Response download(EchoSession session, long id) {
    Material material =
        Material.find(session, id)
            .filter(m -> m.isFile() && m.withdrawnAt == null)
            .orElseThrow(Refusal.NotFound::new);
    MaterialFile file = MaterialFile.findById(id);
    String ascii = material.fileName.replaceAll("[^\\x20-\\x7e]", "_");
    String encoded =
        URLEncoder.encode(material.fileName, StandardCharsets.UTF_8).replace("+", "%20");
    return Response.ok(file.content)
        .header("Content-Type", material.contentType)
        .header(
            "Content-Disposition",
            "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded)
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "private, no-store")
        .build();
  }

  private static byte[] read(MaterialForm.Typed typed) {
    try {
      return Files.readAllBytes(typed.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String subject(EchoSession session) {
    return session.subject();
  }
}
