package org.reachline.base.facts;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import org.reachline.base.Formats;

/**
 * What a record's fields are called, from the properties file that has the name of its facts. A
 * field that the file does not name is called by its own name in words.
 */
final class FactWords {
  private final ResourceBundle words;

  FactWords(Class<?> facts) {
    ResourceBundle found = null;
    try {
      found =
          ResourceBundle.getBundle(
              facts.getName(),
              Locale.ROOT,
              facts.getClassLoader(),
              ResourceBundle.Control.getControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    } catch (MissingResourceException ownNamesServe) {
      // No file is needed where the names say it all.
    }
    words = found;
  }

  Optional<String> find(String key) {
    return words != null && words.containsKey(key)
        ? Optional.of(words.getString(key))
        : Optional.empty();
  }

  String label(String name) {
    return find(name).orElseGet(() -> Formats.fromKey(spaced(name, ' ').toLowerCase(Locale.ROOT)));
  }

  /** {@code outcomeMeant} in two words. */
  static String spaced(String name, char space) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", String.valueOf(space));
  }
}
