package org.reachline.protocol.file;

import org.yaml.snakeyaml.nodes.Node;

/** Hears what the readers ask of a file, mapping by mapping; so their schema can be written. */
interface Questions {
  /** Nobody listens. */
  Questions NONE = (mapping, path, key, required, shape) -> {};

  /**
   * A key is asked for.
   *
   * @param mapping the mapping that is asked
   * @param path where it stands, such as {@code strategies[0].window}
   * @param key what is asked for; empty where the keys are the author's own
   * @param required whether the file is wrong without it
   * @param shape what the value must look like
   */
  void asked(Node mapping, String path, String key, boolean required, Shape shape);
}
