package org.beforehand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold a secret. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** Takes the file from everybody but its owner, where the file system knows of owners. */
  static void make(Path file) throws IOException {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (UnsupportedOperationException noOwnersHere) {
      // Windows: the directory's own access list applies.
    }
  }
}
