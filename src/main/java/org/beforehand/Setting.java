package org.beforehand;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where our own settings are, for commands that need no Spring. */
final class Setting {
  private Setting() {}

  /** Of a name such as {@code database-url}; null where it is not set. */
  static @Nullable String of(String name) {
    String given = System.getProperty("beforehand." + name);
    return given == null
        ? System.getenv("BEFOREHAND_" + name.toUpperCase(Locale.ROOT).replace('-', '_'))
        : given;
  }
}
