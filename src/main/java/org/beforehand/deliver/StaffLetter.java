package org.beforehand.deliver;

import com.samskivert.mustache.Escapers;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a member of staff is to read.
 *
 * @param subject one line
 * @param html the same as the text, a whole page
 */
public record StaffLetter(String subject, String text, String html, Locale language) {

  private static final String PROOF = "[Proof] ";
  private static final Pattern BODY = Pattern.compile("(?i)<body[^>]*>");

  /** A few words of ours, in English. */
  public static StaffLetter saying(String subject, String words) {
    return new StaffLetter(
        subject, words + "\n", "<!doctype html><html lang=\"en\">" + p(words), Locale.ENGLISH);
  }

  /**
   * A customer's mail as a proof: marked as one in its subject, and with a line above it.
   *
   * @param mail with the parts of a mail
   * @param line whose it would be and where it comes from
   */
  public static StaffLetter proof(Rendering.Rendered mail, String line) {
    return new StaffLetter(
        PROOF + mail.subject(),
        line + "\n\n" + mail.text(),
        above(Objects.requireNonNull(mail.html()), line),
        mail.language());
  }

  /** The page around a mail is the company's own and need not have a body that says so. */
  private static String above(String page, String line) {
    Matcher body = BODY.matcher(page);
    int place = body.find() ? body.end() : 0;
    return page.substring(0, place) + p(line) + page.substring(place);
  }

  private static String p(String text) {
    return "<p>" + Escapers.HTML.escape(text) + "</p>";
  }
}
