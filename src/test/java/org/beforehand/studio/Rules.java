package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;

/** The repository's own rules folder, with something changed in it. */
record Rules(SortedMap<String, String> files) {

  static Rules asShipped() {
    return new Rules(RuleFolder.read(Path.of("rules")).files());
  }

  /** The shipped rules, compiled once: what a change does not touch need not be again. */
  private static final class Shipped {
    static final Rulebook RULEBOOK = Rulebook.compile(asShipped().folder());
  }

  /** What the check says of these, where they are the shipped ones with something changed. */
  Check.Report checked() {
    return Check.run(folder(), Shipped.RULEBOOK);
  }

  /** Only the shipped vocabulary and contact policy, and no campaign: quickly compiled. */
  static Rules withoutCampaigns() {
    SortedMap<String, String> files = new TreeMap<>(asShipped().files());
    files.keySet().removeIf(file -> file.contains("/"));
    return new Rules(files);
  }

  /** A campaign that only shows what sentences do, with the repository's vocabulary and policy. */
  static Rules ofSentences(String campaign) {
    SortedMap<String, String> files = new TreeMap<>(asShipped().files());
    files.keySet().removeIf(file -> file.contains("/") && !file.equals("shared/layout.html"));
    RuleFolder.read(Path.of("src/test/resources/sentences")).files().entrySet().stream()
        .filter(file -> file.getKey().startsWith(campaign))
        .forEach(file -> files.put(file.getKey(), file.getValue()));
    return new Rules(files);
  }

  /** The same where no moment is a bad one. */
  Rules withoutMoments() {
    String policy = files.get("contact-policy.yaml");
    assertThat(policy).contains("\nmoments:\n");
    return with("contact-policy.yaml", policy.replaceAll("(?s)\nmoments:\n.*?\n\n", "\n\n"));
  }

  Rules with(String file, String text) {
    SortedMap<String, String> changed = new TreeMap<>(files);
    changed.put(file, text);
    return new Rules(changed);
  }

  Rules without(String file) {
    SortedMap<String, String> changed = new TreeMap<>(files);
    assertThat(changed.remove(file)).isNotNull();
    return new Rules(changed);
  }

  Rules replacing(String file, String from, String to) {
    assertThat(files.get(file)).contains(from);
    return with(file, files.get(file).replace(from, to));
  }

  /** The line, from 1, on which a text stands first. */
  int line(String file, String text) {
    String before = files.get(file).substring(0, files.get(file).indexOf(text));
    return (int) before.chars().filter(c -> c == '\n').count() + 1;
  }

  RuleFolder folder() {
    return RuleFolder.of(files);
  }
}
