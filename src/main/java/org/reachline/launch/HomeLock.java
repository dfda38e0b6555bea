package org.reachline.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One service per home folder. The operating system frees the lock when the service ends, however
 * it ends; beside it stands a note for the person who tries to start a second one.
 */
final class HomeLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;
  private final Path note;

  private HomeLock(FileChannel channel, FileLock lock, Path note) {
    this.channel = channel;
    this.lock = lock;
    this.note = note;
  }

  /**
   * Takes the home folder for this process.
   *
   * @throws CannotStart when another Reachline runs in it, with its address
   */
  static HomeLock take(Path home, String address) throws IOException {
    Path note = home.resolve("running.txt");
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw CannotStart.occupied(
          "Reachline is already running in %s: %s. Stop it first, or set REACHLINE_HOME to another folder."
              .formatted(home, Files.exists(note) ? Files.readString(note).strip() : "starting"));
    }
    Files.writeString(note, address + " (process " + ProcessHandle.current().pid() + ")\n");
    return new HomeLock(channel, lock, note);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(note);
    lock.release();
    channel.close();
  }
}
