package org.beforehand.decide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The content of a rules folder: its files by path, and one hash over all of them, which is its
 * name as a revision. Files are text; spreadsheets, which are not, are kept in Base64.
 */
public record RuleFolder(SortedMap<String, String> files, String hash) {
  private static final String COPY = "classpath*:rules/";

  /**
   * Reads every file below {@code dir} whose name does not begin with a dot.
   *
   * @throws RulesRefused if the folder is missing or a file is not UTF-8 text
   */
  public static RuleFolder read(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new RulesRefused(
          List.of(new Problem(dir.toString(), 0, "expected a folder with rules, found none")));
    }
    SortedMap<String, String> files = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(dir)) {
      for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = dir.relativize(path).toString().replace('\\', '/');
        if (path.getFileName().toString().startsWith(".")) {
          continue;
        }
        try {
          if (!name.endsWith(Spreadsheet.ENDING)) {
            files.put(name, Files.readString(path));
          } else if (Files.size(path) > Spreadsheet.LARGEST) {
            problems.add(
                new Problem(name, 0, "expected at most " + Spreadsheet.LARGEST / 1024 + " KB"));
          } else {
            files.put(name, Base64.getEncoder().encodeToString(Files.readAllBytes(path)));
          }
        } catch (CharacterCodingException e) {
          problems.add(new Problem(name, 0, "expected text in UTF-8"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    return of(files);
  }

  /** The copy that travels with the program, for those who have no folder of their own yet. */
  public static RuleFolder ofTheProgram() {
    SortedMap<String, String> files = new TreeMap<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(COPY + "**")) {
        String place = URLDecoder.decode(file.getURL().toString(), StandardCharsets.UTF_8);
        String name = place.substring(place.lastIndexOf("/rules/") + "/rules/".length());
        if (!name.isEmpty() && !name.endsWith("/") && file.isReadable()) {
          files.put(
              name,
              name.endsWith(Spreadsheet.ENDING)
                  ? Base64.getEncoder().encodeToString(file.getContentAsByteArray())
                  : file.getContentAsString(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(files);
  }

  /** The folder with these files. */
  public static RuleFolder of(Map<String, String> files) {
    SortedMap<String, String> sorted = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      sorted.forEach(
          (name, text) -> {
            // Lengths before contents, so that no two folders can hash alike by shifting a byte.
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return new RuleFolder(sorted, HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What every campaign's rules are written in: the vocabulary and what is defined with it. */
  SortedMap<String, String> language() {
    return only(
        files, name -> name.endsWith(".dsl") || name.startsWith("shared/") && isRules(name));
  }

  /** What a campaign's rules are compiled from: neither its messages nor its scenarios. */
  SortedMap<String, String> rulesOf(String campaign) {
    // "0" is the letter after "/".
    return only(
        files.subMap(campaign + "/", campaign + "0"),
        name -> name.equals(campaign + "/campaign.yaml") || isRules(name));
  }

  private static boolean isRules(String name) {
    return name.substring(name.lastIndexOf('/') + 1).contains(".d")
        || name.endsWith(Spreadsheet.ENDING);
  }

  private static SortedMap<String, String> only(
      SortedMap<String, String> files, Predicate<String> which) {
    SortedMap<String, String> left = new TreeMap<>(files);
    left.keySet().removeIf(which.negate());
    return left;
  }

  /**
   * The campaigns whose decisions or messages may differ: those with a file that does, or all where
   * something that they share does.
   */
  public Set<String> campaignsUnlike(RuleFolder other) {
    Set<String> all = new TreeSet<>(campaigns());
    all.addAll(other.campaigns());
    Set<String> unlike = new TreeSet<>();
    for (String path : pathsUnlike(other)) {
      int slash = path.indexOf('/');
      String folder = slash < 0 ? "" : path.substring(0, slash);
      if (!all.contains(folder)) {
        return all;
      }
      unlike.add(folder);
    }
    return unlike;
  }

  /** The files that are only in one of the two, or not the same. */
  public List<String> pathsUnlike(RuleFolder other) {
    Set<String> paths = new TreeSet<>(files.keySet());
    paths.addAll(other.files.keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(files.get(path), other.files.get(path)))
        .toList();
  }

  /** The campaigns' folders: those that hold a {@code campaign.yaml}. */
  public List<String> campaigns() {
    return files.keySet().stream()
        .filter(
            name -> name.endsWith("/campaign.yaml") && name.indexOf('/') == name.lastIndexOf('/'))
        .map(name -> name.substring(0, name.indexOf('/')))
        .toList();
  }
}
