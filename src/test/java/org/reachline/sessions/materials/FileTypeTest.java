package org.reachline.sessions.materials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTypeTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("upload"), content);
  }

  private Path text(String content) throws IOException {
    return file(content.getBytes(StandardCharsets.UTF_8));
  }

  private Path archive(String... names) throws IOException {
    Path path = folder.resolve("archive");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    return path;
  }

  @Test
  void tellsKindsByTheirContent() throws IOException {
    assertThat(FileType.of(text("%PDF-1.7\n"))).contains(FileType.PDF);
    assertThat(FileType.of(text("id,minutes\n1,60\n"))).contains(FileType.TEXT);
    assertThat(FileType.of(file(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0})))
        .contains(FileType.JPEG);
    assertThat(FileType.of(file(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})))
        .contains(FileType.PNG);
    assertThat(FileType.of(archive("[Content_Types].xml", "ppt/presentation.xml")))
        .contains(FileType.PPTX);
    assertThat(FileType.of(archive("[Content_Types].xml", "word/document.xml")))
        .contains(FileType.DOCX);
    assertThat(FileType.of(archive("[Content_Types].xml", "xl/workbook.xml")))
        .contains(FileType.XLSX);
  }

  @Test
  void takesNoProgramsNoMacrosAndNoOtherArchives() throws IOException {
    assertThat(FileType.of(file(new byte[] {'M', 'Z', (byte) 0x90, 0}))).isEmpty();
    assertThat(FileType.of(archive("setup.exe"))).isEmpty();
    assertThat(
            FileType.of(archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")))
        .isEmpty();
    assertThat(FileType.of(text("PK\u0003\u0004 not an archive"))).isEmpty();
    assertThat(FileType.of(text("nul \u0000 inside"))).isEmpty();
  }

  @Test
  void namesSayWhatTheFileIsAndNothingElse() {
    assertThat(MaterialForm.name("C:\\talks\\Dosing.exe", FileType.PDF)).isEqualTo("Dosing.pdf");
    assertThat(MaterialForm.name("../../etc/pass\"wd", FileType.TEXT)).isEqualTo("passwd.txt");
    assertThat(MaterialForm.name("Zahlen März.CSV", FileType.TEXT)).isEqualTo("Zahlen März.csv");
    assertThat(MaterialForm.name(".html", FileType.TEXT)).isEqualTo("file.txt");
  }
}
