package org.beforehand;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.beforehand.decide.RulesRefused;
import org.beforehand.intake.OutageFeed;

/** Whether a feed of outages is looked at, and where the file is that describes it. */
final class FeedAtStart {
  private static final String USUAL = "outage-feed.yaml";

  private FeedAtStart() {}

  /**
   * The feed, or none where neither its file nor its address is set.
   *
   * @param file that describes it; blank for {@code outage-feed.yaml} beside the routes
   * @param read makes the feed of a file's name and its text
   * @throws CannotStart with everything that is wrong
   */
  static OutageFeed feed(
      String file, String address, String routes, BiFunction<String, String, OutageFeed> read) {
    if (file.isBlank() && address.isBlank()) {
      return OutageFeed.none();
    }
    Path path =
        Path.of(file.isBlank() ? (routes.isBlank() ? "routes" : routes) + "/" + USUAL : file);
    try {
      return read.apply(path.toString(), text(path, file.isBlank() && routes.isBlank()));
    } catch (RulesRefused refused) {
      throw CannotStart.findings(String.valueOf(refused.getMessage()));
    } catch (IllegalArgumentException wrong) {
      throw new CannotStart("BEFOREHAND_FEED_URL: " + wrong.getMessage());
    }
  }

  private static String text(Path path, boolean ours) {
    try {
      if (Files.exists(path) || !ours) {
        return Files.readString(path);
      }
      try (InputStream in = FeedAtStart.class.getResourceAsStream("/routes/" + USUAL)) {
        if (in == null) {
          throw new IOException("not in the program");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new CannotStart(
          "The file "
              + path
              + ", which describes the outage feed, cannot be read: check"
              + " BEFOREHAND_FEED.",
          e);
    }
  }
}
