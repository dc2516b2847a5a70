package org.beforehand.studio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import org.beforehand.decide.RuleFolder;

/** Writes a revision into a rules folder, so that Git sees what was published from elsewhere. */
final class FolderWriter {

  private static final String SPREADSHEET = ".xlsx";

  private FolderWriter() {}

  /**
   * Writes what differs, each file whole or not at all: a temporary one beside it, then a rename.
   *
   * @param was what the folder holds
   */
  static void write(Path dir, RuleFolder was, RuleFolder now) throws IOException {
    for (var file : now.files().entrySet()) {
      if (!file.getValue().equals(was.files().get(file.getKey()))) {
        put(inside(dir, file.getKey()), bytes(file.getKey(), file.getValue()));
      }
    }
    for (String name : was.files().keySet()) {
      if (!now.files().containsKey(name)) {
        Files.deleteIfExists(inside(dir, name));
      }
    }
  }

  private static void put(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Names with a dot first are not read as rules.
    Path beside = Files.createTempFile(folder, ".", ".tmp");
    try {
      Files.write(beside, content);
      try {
        Files.move(
            beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static Path inside(Path dir, String name) throws IOException {
    Path file = dir.resolve(name).normalize();
    if (!file.startsWith(dir.normalize())) {
      throw new IOException("a file outside the rules folder");
    }
    return file;
  }

  private static byte[] bytes(String name, String text) {
    return name.endsWith(SPREADSHEET)
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
