package org.reachline.sessions.materials;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import org.reachline.sessions.EchoSession;

/** Lets every template that has a session list its materials. */
@TemplateExtension
final class MaterialWords {
  private MaterialWords() {}

  /** What people find for the session, oldest first. */
  public static List<Material> materials(EchoSession session) {
    return Material.listForSession(session);
  }
}
