package org.beforehand.deliver;

import java.util.List;
import org.beforehand.deliver.Rendering.Part;
import org.jspecify.annotations.Nullable;

/**
 * What other mails to the same customer say, where they leave as one.
 *
 * @param text plain
 * @param html a fragment; every value in it is escaped already
 * @param count how many they are
 */
record Joined(String text, String html, int count) {

  static final Joined NONE = new Joined("", "", 0);

  /**
   * One under the other, each below its subject.
   *
   * @param first what they stand under, which greets for all of them; null where that is no mail
   */
  static Joined of(@Nullable Part first, List<Part> parts) {
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder();
    for (Part whole : parts) {
      Part part = first == null ? whole : whole.below(first);
      text.append("\n\n").append("-".repeat(24)).append("\n\n");
      text.append(part.subject()).append("\n\n").append(part.text());
      html.append("<hr>\n<h2>").append(escaped(part.subject())).append("</h2>\n");
      html.append(part.html());
    }
    return parts.isEmpty() ? NONE : new Joined(text.toString(), html.toString(), parts.size());
  }

  private static String escaped(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
