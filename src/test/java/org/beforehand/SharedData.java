package org.beforehand;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data of others, which is not part of the repository; tests that want it skip without it. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the data, looked for in {@code shared/data} beside the checkout. */
  public static Path path(String name) {
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      Path found = at.resolve("shared/data").resolve(name);
      if (Files.exists(found)) {
        return found;
      }
      at = at.getParent();
    }
    assumeTrue(false, "shared/data/" + name + " is not here");
    throw new IllegalStateException();
  }
}
