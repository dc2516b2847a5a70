package org.beforehand;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's own programs, which travel in the jar, unpacked beside the data they serve. (The
 * library's own unpacking goes to the shared temporary directory, where a clean-up may take a
 * running server's files away, and anybody may have put theirs first.)
 */
final class PostgresBinaries {
  private static final int OWNER_MAY_EXECUTE = 0100;

  /** More than the longest that any of them is told to wait. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /** Unpacks them below this directory unless they are there already; about a second, once. */
  static PostgresBinaries in(Path directory) throws IOException {
    byte[] packed;
    try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine())) {
      packed = in.readAllBytes();
    }
    CRC32 checksum = new CRC32();
    checksum.update(packed);
    Path home =
        directory.resolve("postgres-" + HexFormat.of().toHexDigits((int) checksum.getValue()));
    if (!Files.exists(home)) {
      Path unfinished = directory.resolve("postgres.unfinished");
      Trees.delete(unfinished);
      unpack(packed, unfinished);
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return new PostgresBinaries(home);
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "Windows";
    }
    return name.startsWith("mac") ? "Darwin" : "Linux";
  }

  private static String machine() {
    return ArchUtils.normalize(System.getProperty("os.arch"));
  }

  private static void unpack(byte[] packed, Path to) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new BufferedInputStream(
                new XZCompressorInputStream(new ByteArrayInputStream(packed))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = to.resolve(entry.getName()).normalize();
        if (!target.startsWith(to)) {
          throw new IOException("the archive reaches outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            target.toFile().setExecutable(true);
          }
        }
      }
    }
  }

  /** The major version these programs are, as in the data directory's own PG_VERSION file. */
  String major() throws IOException {
    // "postgres (PostgreSQL) 17.9"
    String answer = run("postgres", "--version").output().strip();
    return answer.substring(answer.lastIndexOf(' ') + 1).split("\\.", 2)[0];
  }

  /** What a program answered: its exit code, and what it printed on both outputs. */
  record Answer(int code, String output) {}

  /** Runs one of them to its end. It never gets our standard input, and none of our signals. */
  Answer run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    // PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, yet still the
    // owner of its files.
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Not a pipe: a server started by this program would keep it open for ever.
    Path output = Files.createTempFile(home.resolveSibling("."), program, ".out");
    try {
      Process process = builder.redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      // Timed: Spring, told to stop while it starts, interrupts a thread that waits without end,
      // and
      // the server being started would stay behind.
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
        throw new IOException(program + " did not end within " + PATIENCE);
      }
      return new Answer(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + program, e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
