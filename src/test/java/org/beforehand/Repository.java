package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;

/**
 * The rules that come with the program, for tests that are about something else than the policy.
 */
public final class Repository {

  private static final String WINDOW = "  window: 15m";

  private Repository() {}

  /** All of them, with each message leaving by itself and at once. */
  public static Map<String, String> atOnce() {
    Map<String, String> files = new TreeMap<>(RuleFolder.read(Path.of("rules")).files());
    assertThat(files.get("contact-policy.yaml")).contains(WINDOW);
    files.computeIfPresent(
        "contact-policy.yaml", (file, text) -> text.replace(WINDOW, "  window: 0m"));
    return files;
  }
}
