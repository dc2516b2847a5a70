package org.beforehand.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that was claimed out of the drop folder, at {@code .work/CLAIM/NAME}.
 *
 * @param inbox the drop folder
 * @param claim unique per claim, since the same name may be dropped again
 */
record DroppedFile(Path inbox, String claim, String fileName) {
  private static final int LONGEST_NAME = 200;

  /** Its name in the table of cursors. */
  String name() {
    return claim + "/" + fileName;
  }

  Path path() {
    return work(inbox).resolve(claim).resolve(fileName);
  }

  Path rejected() {
    return path().resolveSibling(fileName + ".rejected");
  }

  static Path work(Path inbox) {
    return inbox.resolve(".work");
  }

  /** The source of the events in it. */
  String source() {
    return "inbox:" + shown();
  }

  /** As people know it. */
  String shown() {
    String plain = fileName.replaceAll("\\p{Cntrl}", "?");
    return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
  }

  /**
   * Claims a file by renaming it, which only one node can do.
   *
   * @return false if somebody else was quicker, or took it back
   */
  boolean moveIn() throws IOException {
    Files.createDirectories(path().getParent());
    try {
      Files.move(inbox.resolve(fileName), path(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException gone) {
      Files.deleteIfExists(path().getParent());
      return false;
    }
  }

  /**
   * Moves it, and what was rejected of it, to {@code done/}. The file itself goes last, so that a
   * crash between the two leaves something to find.
   */
  void moveOut() throws IOException {
    Path done = Files.createDirectories(inbox.resolve("done"));
    String free = Files.exists(done.resolve(fileName)) ? claim + "-" + fileName : fileName;
    try {
      if (Files.exists(rejected())) {
        Files.move(
            rejected(), done.resolve(free + ".rejected"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(path(), done.resolve(free), StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(path().getParent());
    } catch (NoSuchFileException gone) {
      // Another node is tidying up after the same crash.
      return;
    }
  }

  /** Of name and content: the same file gives its rows the same event ids when read again. */
  String digest() throws IOException {
    try (InputStream in = Files.newInputStream(path())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(fileName.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      byte[] part = new byte[64 * 1024];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        digest.update(part, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
