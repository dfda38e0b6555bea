package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keycloak's pages get our theme whole, and the fonts are the ones whose licence lies beside. */
class SignInThemeTest {
  private static final Path BUILT = Path.of("target/classes/keycloak-realm/themes/reachline/login");

  /** Of the packages {@code @fontsource-variable} 5.3.1 of npm. */
  private static final Map<String, String> FONTS =
      Map.of(
          "source-sans-3-latin-wght-normal.woff2",
          "19143dca075972bc84e3fd9eab7416dd40cc565dccb2435a044bdfabe060c7d5",
          "source-sans-3-latin-ext-wght-normal.woff2",
          "a85a7459bdb3cdc1136751e151a506bae653fc29ada3ca86237477df6f1b59e6",
          "source-serif-4-latin-wght-normal.woff2",
          "382475f38242c52d42a3e5ff8dc69b5d73f10d0d21e4550b5fe232984688779a",
          "source-serif-4-latin-ext-wght-normal.woff2",
          "d10ccbbd0dc4ebae2938958dc1f622a53460fe297e9c958564742dd684309c3f");

  @Test
  void listsEveryFileOfTheTheme() throws IOException {
    try (Stream<Path> files = Files.walk(BUILT)) {
      List<String> there =
          files
              .filter(Files::isRegularFile)
              .map(file -> BUILT.relativize(file).toString().replace('\\', '/'))
              .toList();
      assertThat(SignInTheme.FILES).containsExactlyInAnyOrderElementsOf(there);
    }
  }

  @Test
  void laysItWhereKeycloakIsTold(@TempDir Path cache) throws Exception {
    String option = SignInTheme.in(cache);
    Path folder = Path.of(option.substring(option.indexOf('=') + 1));
    assertThat(option).startsWith("--spi-theme--folder--dir=");
    assertThat(folder.resolve("reachline/login/theme.properties"))
        .hasSameTextualContentAs(BUILT.resolve("theme.properties"));
    assertThat(SignInTheme.in(cache)).isEqualTo(option);
  }

  @Test
  void fontsAreTheOnesOfTheirLicence() throws IOException {
    Path fonts = Path.of("src/main/resources/META-INF/resources/theme/fonts");
    for (Map.Entry<String, String> font : FONTS.entrySet()) {
      assertThat(DigestUtils.sha256Hex(Files.readAllBytes(fonts.resolve(font.getKey()))))
          .as(font.getKey())
          .isEqualTo(font.getValue());
    }
    assertThat(fonts.resolve("source-sans-3.LICENSE.txt"))
        .content()
        .contains("SIL OPEN FONT LICENSE Version 1.1");
    assertThat(fonts.resolve("source-serif-4.LICENSE.txt"))
        .content()
        .contains("SIL OPEN FONT LICENSE Version 1.1");
  }
}
