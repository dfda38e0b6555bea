package org.reachline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingFilesTest {
  @TempDir Path temporary;

  @Test
  void folderOfAnInterruptedAttemptIsMadeAnew() throws Exception {
    Path folder = temporary.resolve("program");
    assertThatThrownBy(
            () ->
                Folders.makeOnce(
                    folder,
                    unfinished -> {
                      Files.writeString(unfinished.resolve("half"), "half");
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertThat(folder).doesNotExist();

    Folders.makeOnce(folder, unfinished -> Files.writeString(unfinished.resolve("whole"), "all"));
    assertThat(folder.resolve("whole")).hasContent("all");
    assertThat(folder.resolve("half")).doesNotExist();
  }

  @Test
  void childThatFillsAFolderForAKilledStartIsEndedFirst() throws Exception {
    Path folder = temporary.resolve("program");
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      ChildProcess.remember(
          Folders.fillerOf(temporary.resolve("program.unfinished")),
          child.toHandle(),
          Files.createDirectory(temporary.resolve("program.unfinished")));
      Folders.makeOnce(folder, unfinished -> assertThat(child.isAlive()).isFalse());
      assertThat(folder).isDirectory();
      assertThat(temporary.resolve("program.unfinished.pid")).doesNotExist();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void postmasterIsOnlyTheOneOfTheseDataAndThisStart() throws Exception {
    Path program = temporary.resolve("postgres");
    Files.copy(Path.of("/bin/sleep"), program, StandardCopyOption.COPY_ATTRIBUTES);
    Path data = Files.createDirectory(temporary.resolve("data"));
    Path copied = Files.createDirectory(temporary.resolve("copied"));
    Process postmaster = new ProcessBuilder(program.toString(), "60").start();
    try {
      long began = postmaster.info().startInstant().orElseThrow().getEpochSecond();
      String file = postmaster.pid() + "\n" + data + "\n%d\n5433\n";
      Files.writeString(data.resolve("postmaster.pid"), file.formatted(began + 1));
      assertThat(LocalPostgres.findPostmaster(data)).contains(postmaster.toHandle());

      // a backup that was unpacked beside the cluster it was made of
      Files.copy(data.resolve("postmaster.pid"), copied.resolve("postmaster.pid"));
      assertThat(LocalPostgres.findPostmaster(copied)).isEmpty();
      // a pid that the system has given to another PostgreSQL since
      Files.writeString(data.resolve("postmaster.pid"), file.formatted(began - 86_400));
      assertThat(LocalPostgres.findPostmaster(data)).isEmpty();
    } finally {
      postmaster.destroyForcibly();
    }
  }

  @Test
  void copyOfAClusterIsFreedFromTheOriginalsServerAndLeavesItAlone() throws Exception {
    Path original = Files.createDirectories(temporary.resolve("original/data"));
    Path copy = Files.createDirectories(temporary.resolve("copy/data"));
    Path moved = Files.createDirectories(temporary.resolve("moved/data"));
    Process postmaster = new ProcessBuilder("sleep", "60").start();
    try {
      String file = postmaster.pid() + "\n%s\n1\n5433\n";
      Files.writeString(original.resolve("postmaster.pid"), file.formatted(original));
      Files.writeString(copy.resolve("postmaster.pid"), file.formatted(original));
      Files.writeString(moved.resolve("postmaster.pid"), file.formatted(temporary.resolve("gone")));
      LocalPostgres.endStale(original.getParent(), unheard -> {});
      LocalPostgres.endStale(copy.getParent(), unheard -> {});
      LocalPostgres.endStale(moved.getParent(), unheard -> {});
      assertThat(postmaster.isAlive()).isTrue();
      assertThat(original.resolve("postmaster.pid")).exists();
      assertThat(copy.resolve("postmaster.pid")).doesNotExist();
      // PostgreSQL itself looks whether a server still runs on data that were moved under it
      assertThat(moved.resolve("postmaster.pid")).exists();
    } finally {
      postmaster.destroyForcibly();
    }
  }

  /** Not INT: a shell ignores for good what its parent ignored, as builds in the background do. */
  @Test
  void processIsEndedByTheSignalThatIsMeant() throws Exception {
    Process child =
        new ProcessBuilder(
                "sh", "-c", "trap 'exit 7' USR1; echo ready; while :; do sleep 0.05; done")
            .start();
    try (var lines = child.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("ready");
      assertThat(ChildProcess.signal(child.toHandle(), "USR1")).isTrue();
      assertThat(child.waitFor()).isEqualTo(7);
    }
  }

  @Test
  void finishedFolderIsLeftAlone() throws Exception {
    Path folder = temporary.resolve("program");
    AtomicInteger fillings = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      Folders.makeOnce(folder, unfinished -> fillings.incrementAndGet());
    }
    assertThat(fillings).hasValue(1);
  }

  @Test
  void secretsAreMadeOnceAndOnlyTheirOwnerReadsThem() throws Exception {
    Path file = temporary.resolve("secrets.properties");
    var first = Secrets.in(file, List.of("one", "two"));
    var second = Secrets.in(file, List.of("one", "two", "three"));
    assertThat(first.getProperty("one")).hasSize(32).isNotEqualTo(first.getProperty("two"));
    assertThat(second).containsAllEntriesOf(first).containsKey("three");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(Files.getPosixFilePermissions(file))
          .extracting(Enum::name)
          .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
  }

  @Test
  void pidFileNamesOneProcessForGood() throws Exception {
    Path file = temporary.resolve("child.pid");
    ProcessHandle self = ProcessHandle.current();
    ChildProcess.remember(file, self, temporary);
    assertThat(ChildProcess.findRemembered(file, temporary)).contains(self);

    // the same pid, given by the system to another process on another day
    Files.writeString(file, self.pid() + "\n2001-02-03T04:05:06Z\n" + temporary + "\n");
    assertThat(ChildProcess.findRemembered(file, temporary)).isEmpty();
    Files.writeString(file, self.pid() + "\n"); // killed while it wrote
    assertThat(ChildProcess.findRemembered(file, temporary)).isEmpty();
  }

  @Test
  void copyOfAHomeDoesNotKnowTheOriginalsChild() throws Exception {
    Path original = Files.createDirectory(temporary.resolve("original"));
    ProcessHandle self = ProcessHandle.current();
    ChildProcess.remember(original.resolve("child.pid"), self, original);
    Path copy = temporary.resolve("copy");
    Folders.copy(original, copy);
    assertThat(ChildProcess.findRemembered(copy.resolve("child.pid"), copy)).isEmpty();
    assertThat(ChildProcess.findRemembered(original.resolve("child.pid"), original)).contains(self);
    // one home by two names is not a copy
    Path link = Files.createSymbolicLink(temporary.resolve("link"), original);
    assertThat(ChildProcess.findRemembered(link.resolve("child.pid"), link)).contains(self);
  }

  @Test
  void fileOfAFormerVersionNamesAChildThatHasTheFolderInItsCommand() throws Exception {
    Path original = Files.createDirectory(temporary.resolve("original"));
    Path copy = Files.createDirectory(temporary.resolve("copy"));
    Process child =
        new ProcessBuilder("sh", "-c", "sleep 60; : " + original.resolve("keycloakdb")).start();
    try {
      String began = child.info().startInstant().orElseThrow().toString();
      for (Path folder : List.of(original, copy)) {
        Files.writeString(folder.resolve("child.pid"), child.pid() + "\n" + began + "\n");
      }
      assertThat(ChildProcess.findRemembered(original.resolve("child.pid"), original))
          .contains(child.toHandle());
      assertThat(ChildProcess.findRemembered(copy.resolve("child.pid"), copy)).isEmpty();
    } finally {
      child.destroyForcibly();
    }
  }
}
