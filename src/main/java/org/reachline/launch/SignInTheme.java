package org.reachline.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keycloak's pages in the style of the service: the theme {@code reachline} of {@code
 * keycloak-realm/themes}, laid where a Keycloak that is started here finds it.
 */
final class SignInTheme {
  /** Gives the theme to a realm that an earlier version made, unless somebody chose another. */
  static final String FOR_A_FORMER_HOME =
      "UPDATE realm SET login_theme = 'reachline' WHERE name = 'reachline' AND login_theme IS NULL";

  private static final String THEMES = "keycloak-realm/themes";

  /** A jar does not list what a folder in it holds. */
  static final List<String> FILES =
      List.of(
          "theme.properties",
          "footer.ftl",
          "messages/messages_en.properties",
          "resources/css/sign-in.css",
          "resources/css/tokens.css",
          "resources/css/fonts/source-sans-3-latin-wght-normal.woff2",
          "resources/css/fonts/source-sans-3-latin-ext-wght-normal.woff2",
          "resources/css/fonts/source-serif-4-latin-wght-normal.woff2",
          "resources/css/fonts/source-serif-4-latin-ext-wght-normal.woff2",
          "resources/css/fonts/source-sans-3.LICENSE.txt",
          "resources/css/fonts/source-serif-4.LICENSE.txt",
          "resources/img/glyph.svg",
          "resources/img/favicon.ico");

  private SignInTheme() {}

  /**
   * The option that names the folder of themes.
   *
   * @param cache holds what can be made again
   */
  static String in(Path cache) throws IOException, InterruptedException {
    List<byte[]> contents = new ArrayList<>();
    for (String file : FILES) {
      try (InputStream in = KeycloakProgram.open(THEMES + "/reachline/login/" + file)) {
        contents.add(in.readAllBytes());
      }
    }
    Path folder = cache.resolve("themes-" + KeycloakProgram.hash(contents));
    Folders.makeOnce(
        folder,
        unfinished -> {
          for (int i = 0; i < FILES.size(); i++) {
            Path file = unfinished.resolve("reachline/login").resolve(FILES.get(i));
            Files.createDirectories(file.getParent());
            Files.write(file, contents.get(i));
          }
        });
    return "--spi-theme--folder--dir=" + folder;
  }
}
