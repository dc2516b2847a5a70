package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;

/**
 * The rules that come with the program, for tests that are about something else than the policy.
 */
public final class Repository {

  private static final String WINDOW = "  window: 15m";
  private static final String SPREAD = "spread: {opening: 30m,";
  private static final String HANDED_OVER = "fulfilment: {kinds: [credit, voucher, discount]";

  private Repository() {}

  /** All of them. */
  static Map<String, String> asShipped() {
    return RuleFolder.read(Path.of("rules")).files();
  }

  /** All of them, with each message leaving by itself and at once. */
  public static Map<String, String> atOnce() {
    Map<String, String> files = new TreeMap<>(asShipped());
    assertThat(files.get("contact-policy.yaml")).contains(WINDOW, SPREAD, HANDED_OVER);
    files.computeIfPresent(
        "contact-policy.yaml",
        (file, text) ->
            text.replace(WINDOW, "  window: 0m")
                .replace(SPREAD, "spread: {opening: 0m,")
                .replace(HANDED_OVER, "fulfilment: {kinds: []"));
    return files;
  }

  /** Writes them below a folder, and returns it. */
  public static Path write(Path dir) {
    return write(atOnce(), dir);
  }

  public static Path write(Map<String, String> files, Path dir) {
    files.forEach(
        (name, text) -> {
          try {
            Files.createDirectories(dir.resolve(name).getParent());
            Files.writeString(dir.resolve(name), text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return dir;
  }
}
