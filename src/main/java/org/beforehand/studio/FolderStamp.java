package org.beforehand.studio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Sizes and times of the files below a folder: whether it is worth reading again. */
record FolderStamp(Map<Path, Seen> files) {

  record Seen(long size, long modified) {}

  /** A folder that is not there has no files. */
  static FolderStamp of(Path dir) throws IOException {
    Map<Path, Seen> files = new HashMap<>();
    if (Files.isDirectory(dir)) {
      try (Stream<Path> walk = Files.walk(dir)) {
        for (Path path : walk.toList()) {
          BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
          if (found.isRegularFile()) {
            files.put(path, new Seen(found.size(), found.lastModifiedTime().toMillis()));
          }
        }
      }
    }
    return new FolderStamp(Map.copyOf(files));
  }
}
