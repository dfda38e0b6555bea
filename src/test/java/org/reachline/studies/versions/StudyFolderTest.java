package org.reachline.studies.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reachline.protocol.file.StudyFileReader;

class StudyFolderTest {
  @TempDir Path studies;

  @Test
  void studyThatCannotBeReadKeepsNoOtherFromBeingThere() throws Exception {
    String good = Files.readString(Path.of("src/test/resources/studies/small-trial.yaml"));
    write(
        "a-latin",
        good.replace("A small trial", "Essai numéro un").getBytes(StandardCharsets.ISO_8859_1));
    write("b-huge", (good + "# " + "x".repeat(StudyFileReader.LARGEST_BYTES)).getBytes());
    write("c-tagged", good.replace("simulated: true", "simulated: !!bool [yes]").getBytes());
    write("d-good", good.getBytes(StandardCharsets.UTF_8));
    Files.createDirectory(studies.resolve("e-without"));

    StudyFolder folder = new StudyFolder();
    folder.folder = Optional.of(studies);
    assertThat(folder.readAll()).containsOnlyKeys("d-good").containsValue(good);
  }

  private void write(String slug, byte[] text) throws Exception {
    Files.write(Files.createDirectory(studies.resolve(slug)).resolve("study.yaml"), text);
  }
}
