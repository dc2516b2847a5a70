package org.beforehand.deliver;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of rendering one message for one customer. */
public sealed interface Rendering {

  /**
   * It reads well. Parts that the message does not have, or that were not asked for, are null.
   *
   * @param subject the mail's subject, one line, plain text
   * @param text the mail's plain part
   * @param html the mail's HTML part, a whole page
   * @param sms plain text
   * @param call the agent's script, a fragment of safe HTML
   * @param note what is written by hand, plain text
   * @param language the language of the file it was written from
   */
  record Rendered(
      @Nullable String subject,
      @Nullable String text,
      @Nullable String html,
      @Nullable String sms,
      @Nullable String call,
      @Nullable String note,
      Locale language)
      implements Rendering {}

  /**
   * A mail as a part of another: without the page around it and what stands under it.
   *
   * @param text plain
   * @param html a fragment
   */
  record Part(String subject, String text, String html) implements Rendering {

    private static final String TEXT_ENDS = "\n\n";
    private static final String HTML_ENDS = "</p>\n";

    /**
     * The same below that one, which has greeted already: where both begin with the very same
     * paragraph, it is not said again. Whatever else it begins with stays.
     */
    Part below(Part first) {
      String said = opening(text, "", TEXT_ENDS);
      String shown = opening(html, "<p>", HTML_ENDS);
      return !said.isEmpty()
              && !shown.isEmpty()
              && said.equals(opening(first.text, "", TEXT_ENDS))
              && shown.equals(opening(first.html, "<p>", HTML_ENDS))
          ? new Part(subject, text.substring(said.length()), html.substring(shown.length()))
          : this;
    }

    /** Empty where it does not begin so, or is all there is. */
    private static String opening(String all, String begins, String ends) {
      int end = all.indexOf(ends) + ends.length();
      return all.startsWith(begins) && end >= ends.length() && end < all.length()
          ? all.substring(0, end)
          : "";
    }
  }

  /**
   * It would have a hole, or does not exist; nothing must leave.
   *
   * @param reason names the placeholder or the message, and nothing personal
   */
  record Unrenderable(String reason) implements Rendering {}
}
