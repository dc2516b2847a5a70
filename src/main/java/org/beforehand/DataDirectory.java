package org.beforehand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory where the program keeps what must outlive it, held by one program at a time. The
 * hold is a file lock, so it ends with the process however that ends.
 */
final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates the directory where it is missing, and takes it.
   *
   * @throws CannotStart where it cannot be written, or another program holds it
   */
  static DataDirectory hold(Path path) {
    FileChannel channel = null;
    FileLock lock;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = tryLock(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new CannotStart(
          "The data directory "
              + path
              + " cannot be written: give this user the right to, or name another one in"
              + " BEFOREHAND_DATA.",
          e);
    }
    if (lock == null) {
      closeQuietly(channel);
      throw new CannotStart(
          "Another Beforehand is already running on the data directory "
              + path
              + ": stop that one, or name another directory in BEFOREHAND_DATA.");
    }
    return new DataDirectory(path, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisVeryProcess) {
      return null;
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  /** Lets go of it. The lock file stays: deleting it would let two programs lock two files. */
  @Override
  public void close() {
    closeQuietly(lock);
  }
}
