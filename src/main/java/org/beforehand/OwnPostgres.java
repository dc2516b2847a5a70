package org.beforehand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.beforehand.PostgresBinaries.Answer;

/**
 * The PostgreSQL that the program runs itself, on the loopback interface only, with its data in
 * {@code pg} below the data directory. It is as durable as any server: a commit is on the disk
 * before it is answered.
 */
final class OwnPostgres implements AutoCloseable {
  private static final String USER = "beforehand";
  private static final int ATTEMPTS = 3;

  /**
   * Replaying the log after a crash may take minutes; a server that cannot start says so at once.
   */
  private static final String START_SECONDS = "600";

  /** A last checkpoint of a large shared buffer may take this long on a slow disk. */
  private static final String STOP_SECONDS = "120";

  private final PostgresBinaries binaries;
  private final Path home;
  private final Path log;
  private final DatabaseAddress address;

  private OwnPostgres(PostgresBinaries binaries, Path home, Path log, DatabaseAddress address) {
    this.binaries = binaries;
    this.home = home;
    this.log = log;
    this.address = address;
  }

  /**
   * Starts the server on this directory, first creating its files where there are none, and first
   * stopping one that a killed program left behind. Returns when it answers.
   *
   * @throws CannotStart where it does not; its log says why
   */
  static OwnPostgres start(DataDirectory data) {
    return start(data, PostgresSettings.forThisMachine());
  }

  /** The same with other settings than those that make it durable. */
  static OwnPostgres start(DataDirectory data, Map<String, String> settings) {
    // Absolute, since the server changes into its own directory.
    Path root = data.path().toAbsolutePath().normalize();
    Path home = root.resolve("pg");
    Path log = root.resolve("postgres.log");
    try {
      PostgresBinaries binaries = PostgresBinaries.in(root);
      if (!Files.exists(home)) {
        create(binaries, home);
      }
      refuseAnotherMajor(binaries, home);
      stopOrphan(binaries, home);
      return start(binaries, home, log, settings);
    } catch (IOException e) {
      throw new CannotStart(
          "The embedded PostgreSQL could not be started ("
              + e.getMessage()
              + "): see "
              + log
              + ", or name a server in BEFOREHAND_DATABASE_URL.",
          e);
    }
  }

  /**
   * Beside its place first, so that a directory left half made by a kill is never taken for one.
   */
  private static void create(PostgresBinaries binaries, Path home) throws IOException {
    Path unfinished = home.resolveSibling("pg.unfinished");
    Trees.delete(unfinished);
    Files.createDirectories(unfinished);
    Path password = unfinished.resolveSibling("pg.password");
    Files.deleteIfExists(password);
    Files.createFile(password);
    OwnerOnly.make(password);
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Files.writeString(password, HexFormat.of().formatHex(random));
    // Sorted by bytes, so that keyset paging means the same everywhere, yet upper and lower case
    // are those of all alphabets.
    Answer answer =
        binaries.run(
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + USER,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    if (answer.code() != 0) {
      throw new IOException("initdb: " + lastLine(answer.output()));
    }
    Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    makeDurable(home.resolveSibling("."));
  }

  /** The new name itself must survive a power cut, or the next start would begin with nothing. */
  private static void makeDurable(Path directory) {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException windowsOpensNoDirectories) {
      // Its file system journals the move.
    }
  }

  private static void refuseAnotherMajor(PostgresBinaries binaries, Path home) throws IOException {
    String written = Files.readString(home.resolve("PG_VERSION")).strip();
    String ours = binaries.major();
    if (!written.equals(ours)) {
      throw new CannotStart(
          "The data in "
              + home
              + " was written by PostgreSQL "
              + written
              + ", this program brings "
              + ours
              + ": dump it with the earlier program's version, or serve it with a PostgreSQL "
              + written
              + " named in BEFOREHAND_DATABASE_URL.");
    }
  }

  /**
   * A program that was killed leaves its server running, or the server's pid file lying. We hold
   * the data directory, so whatever is there belongs to nobody.
   */
  private static void stopOrphan(PostgresBinaries binaries, Path home) throws IOException {
    Path pidFile = home.resolve("postmaster.pid");
    Optional<ProcessHandle> named;
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
      named = ProcessHandle.of(pid);
    } catch (NoSuchFileException stoppedCleanly) {
      return;
    } catch (NumberFormatException | IndexOutOfBoundsException tornByACrash) {
      named = Optional.empty();
    }
    if (named.isPresent() && servesFrom(named.get(), home)) {
      stop(binaries, home);
    } else {
      // The pid may by now be somebody else's, whom PostgreSQL would take for the server.
      Files.deleteIfExists(pidFile);
    }
  }

  private static boolean servesFrom(ProcessHandle process, Path home) throws IOException {
    Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
    if (Files.exists(workingDirectory)) {
      return Files.isSameFile(workingDirectory, home);
    }
    return process.info().commandLine().orElse("").contains(home.toString());
  }

  private static OwnPostgres start(
      PostgresBinaries binaries, Path home, Path log, Map<String, String> settings)
      throws IOException {
    String password = Files.readString(home.resolveSibling("pg.password")).strip();
    Answer answer = new Answer(1, "");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = freePort();
      answer =
          binaries.run(
              "pg_ctl",
              "start",
              "--pgdata=" + home,
              "--log=" + log,
              "--options=" + options(port, settings),
              "--wait",
              "--timeout=" + START_SECONDS);
      if (answer.code() == 0) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        return new OwnPostgres(binaries, home, log, new DatabaseAddress(url, USER, password));
      }
      // Somebody may have taken the port in between, or the killed server's last process may still
      // be on its way out: both pass.
    }
    throw new IOException(lastLine(answer.output()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static String options(int port, Map<String, String> settings) {
    return ("-p " + port + " ")
        + settings.entrySet().stream()
            .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" "));
  }

  private static void stop(PostgresBinaries binaries, Path home) throws IOException {
    stop(binaries, home, "fast");
  }

  private static void stop(PostgresBinaries binaries, Path home, String mode) throws IOException {
    Answer answer =
        binaries.run(
            "pg_ctl",
            "stop",
            "--pgdata=" + home,
            "--mode=" + mode,
            "--wait",
            "--timeout=" + STOP_SECONDS);
    if (answer.code() != 0) {
      throw new IOException("pg_ctl stop: " + lastLine(answer.output()));
    }
  }

  private static String lastLine(String output) {
    List<String> lines = output.strip().lines().toList();
    return lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
  }

  DatabaseAddress address() {
    return address;
  }

  /** Stops the server at once, for data that is thrown away. */
  void abandon() {
    try {
      stop(binaries, home, "immediate");
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not stop, see " + log, e);
    }
  }

  /** Stops the server, after its last checkpoint. Whoever is still connected is cut off. */
  @Override
  public void close() {
    try {
      stop(binaries, home);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not stop, see " + log, e);
    }
  }
}
