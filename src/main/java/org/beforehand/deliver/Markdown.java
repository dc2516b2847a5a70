package org.beforehand.deliver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Markdown with marked placeholders, as HTML and as plain text. Values are filled in after this, so
 * nothing in a customer's data can become markup.
 */
final class Markdown {

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto", "tel")))
          .build();
  private static final TextContentRenderer TEXT =
      TextContentRenderer.builder().lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS).build();

  private static final String MARK = "\uE000[^\uE001]*\uE001";
  private static final Pattern SECTION_ALONE =
      Pattern.compile("<p>((?:\uE000[#^/][^\uE001]*\uE001\\s*)+)</p>");
  private static final Pattern TAG_OR_MARK =
      Pattern.compile("<(/?)([a-z0-9]+)([^>]*?)(/?)>|\uE000([#^/]?)(?:has\\.)?([^\uE001]*)\uE001");

  private final Node parsed;
  private final int marks;

  private Markdown(Node parsed, int marks) {
    this.parsed = parsed;
    this.marks = marks;
  }

  /** Parses Markdown whose placeholders are marked. */
  static Markdown parse(String marked) {
    return new Markdown(PARSER.parse(marked), marks(marked));
  }

  /** The HTML fragment. */
  String html() {
    return SECTION_ALONE.matcher(HTML.render(parsed)).replaceAll("$1");
  }

  /** The plain text. */
  String text() {
    return TEXT.render(parsed);
  }

  /** What keeps this from being filled in, or null. */
  @Nullable String problem() {
    String html = html();
    if (marks(html) != marks || marks(text()) != marks) {
      return "a placeholder stands where it cannot be shown, such as in a link's definition.";
    }
    Matcher piece = TAG_OR_MARK.matcher(html);
    Deque<Tags> sections = new ArrayDeque<>();
    while (piece.find()) {
      if (piece.group(2) != null) {
        String attribute = strangeInTag(piece.group(3));
        if (attribute != null) {
          return attribute;
        }
        // Only what is inside a section can be torn apart by it.
        boolean closes = !piece.group(1).isEmpty();
        boolean empty = !piece.group(4).isEmpty();
        if (!empty) {
          sections.forEach(tags -> tags.add(piece.group(2), closes));
        }
      } else if (piece.group(5).equals("#") || piece.group(5).equals("^")) {
        sections.push(new Tags());
      } else if (piece.group(5).equals("/") && !sections.pop().removable()) {
        return "the section {{#"
            + piece.group(6)
            + "}} begins and ends in different paragraphs or list items."
            + " Put {{#...}} and {{/...}} on lines of their own with an empty line around each.";
      }
    }
    return null;
  }

  private static @Nullable String strangeInTag(String attributes) {
    Matcher mark = Pattern.compile(MARK).matcher(attributes);
    while (mark.find()) {
      String word = mark.group().substring(1, mark.group().length() - 1);
      boolean ours = word.startsWith("company.") || word.startsWith("link.");
      if (!ours || !attributes.contains("href=")) {
        return "{{"
            + word.replace(PlaceholderScan.HAS, "")
            + "}} cannot be part of a link or title.";
      }
    }
    return null;
  }

  private static int marks(String text) {
    return (int) text.chars().filter(c -> c == PlaceholderScan.OPEN).count();
  }

  /** The tags between the ends of a section that do not cancel out. */
  private static final class Tags {
    private final Deque<String> opened = new ArrayDeque<>();
    private final Deque<String> closed = new ArrayDeque<>();

    void add(String name, boolean closes) {
      if (!closes) {
        opened.push(name);
      } else if (opened.isEmpty()) {
        closed.push(name);
      } else {
        opened.pop();
      }
    }

    /** Whether the page stays whole without the section: it closes exactly what it opens again. */
    boolean removable() {
      return List.copyOf(opened).equals(reversed(closed));
    }

    private static List<String> reversed(Deque<String> names) {
      Deque<String> reversed = new ArrayDeque<>();
      names.forEach(reversed::push);
      return List.copyOf(reversed);
    }
  }
}
