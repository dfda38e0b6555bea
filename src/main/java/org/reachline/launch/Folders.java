package org.reachline.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders that appear whole or not at all: they are filled under another name and then renamed, so
 * that an interrupted start leaves nothing that looks finished. A child that outlived such a start
 * is ended before its folder is cleared away.
 */
final class Folders {
  private static final Duration FILLER_ENDS_WITHIN = Duration.ofSeconds(10);

  private Folders() {}

  /** Fills a folder that nobody else sees yet. */
  @FunctionalInterface
  interface Filling {
    void fill(Path folder) throws IOException, InterruptedException;
  }

  /**
   * Makes {@code folder} once, however many processes ask at the same time: the others wait for the
   * first. Leftovers of an interrupted attempt are cleared away.
   */
  static void makeOnce(Path folder, Filling filling) throws IOException, InterruptedException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder.getParent());
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (Files.isDirectory(folder) || !lock.isValid()) {
        return;
      }
      Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
      clear(unfinished);
      Files.createDirectories(unfinished);
      filling.fill(unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Where a process that fills an unfinished folder for us is written down. Whoever holds the
   * folder's lock may end it, because the one who started it is gone.
   */
  static Path fillerOf(Path unfinished) {
    return unfinished.resolveSibling(unfinished.getFileName() + ".pid");
  }

  /** Clears an unfinished folder away, after whatever still works on it. */
  static void clear(Path unfinished) throws IOException {
    endFiller(unfinished);
    delete(unfinished);
  }

  private static void endFiller(Path unfinished) throws IOException {
    Path pidFile = fillerOf(unfinished);
    Optional<ProcessHandle> left = ChildProcess.findRemembered(pidFile, unfinished);
    if (left.isPresent()) {
      ChildProcess.end(left.get(), FILLER_ENDS_WITHIN);
    }
    Files.deleteIfExists(pidFile);
    LocalPostgres.endStale(unfinished, unheard -> {});
  }

  /** Deletes a folder with everything in it; a folder that is not there is fine. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Copies a folder with everything in it, and with who may open what, to a place that is not there
   * yet.
   */
  static void copy(Path from, Path to) throws IOException {
    for (Path path : everythingIn(from)) {
      Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** Sees to it that the files of a folder are on the disk, and not only on their way to it. */
  static void keep(Path folder) throws IOException {
    for (Path path : everythingIn(folder)) {
      if (Files.isRegularFile(path)) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  private static List<Path> everythingIn(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.toList();
    }
  }

  /**
   * Makes a folder with its parents that only its owner can open, where the file system can say so.
   */
  static void createPrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    restrict(folder, "rwx------");
  }

  /** Takes a file or folder away from everyone but its owner, where the file system can say so. */
  static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
