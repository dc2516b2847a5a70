package org.beforehand.deliver;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.beforehand.fact.Channel;
import org.jspecify.annotations.Nullable;

/** One message in one language, compiled: everything about it that does not depend on customers. */
final class WrittenMessage {

  private static final String MARKS = PlaceholderScan.OPEN + " " + PlaceholderScan.CLOSE;
  private static final Mustache.Compiler PLAIN =
      Mustache.compiler().withDelims(MARKS).escapeHTML(false);
  private static final Mustache.Compiler ESCAPING =
      Mustache.compiler().withDelims(MARKS).escapeHTML(true);
  private static final Rendering EMPTY =
      new Rendering.Unrenderable("a part is empty once it is filled in");
  private static final Pattern EMPTY_PARAGRAPH = Pattern.compile("<p>\\s*</p>\\s*");
  private static final Pattern EMPTY_LINES = Pattern.compile("\n(?:[ \t]*\n){2,}");

  /** Where the text and the page have what other mails say; no author can write these words. */
  private static final String JOINED_TEXT = "joined text";

  private static final String JOINED_HTML = "joined html";

  private final Locale language;
  private final @Nullable Markdown mail;
  private final @Nullable Template subject;
  private final @Nullable Template text;
  private final @Nullable Template html;
  private final @Nullable Template sms;
  private final @Nullable Template call;
  private final @Nullable Template note;
  private final @Nullable String survey;

  /**
   * Compiles what was read.
   *
   * @param layout the page around the mail
   * @param foot what stands under it, or null
   */
  WrittenMessage(MessageFile file, Locale language, Layout layout, @Nullable Markdown foot) {
    this.language = language;
    this.mail = file.mail();
    String title = file.subject();
    this.subject = plain(title);
    this.text =
        mail == null
            ? null
            : plain(mail.text() + mark(JOINED_TEXT) + (foot == null ? "" : "\n\n" + foot.text()));
    this.html =
        mail == null || title == null
            ? null
            : ESCAPING.compile(
                layout.around(
                    language.toLanguageTag(),
                    title,
                    mail.html() + mark("&" + JOINED_HTML),
                    foot == null ? "" : foot.html()));
    this.survey = file.survey();
    this.sms = plain(file.sms());
    this.call = file.call() == null ? null : ESCAPING.compile(file.call().html());
    this.note = plain(file.note());
  }

  /** The language of the file. */
  Locale language() {
    return language;
  }

  /** Which survey it asks; null for none. */
  @Nullable String survey() {
    return survey;
  }

  /** The channels it is written for. */
  Set<Channel> channels() {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    if (html != null) {
      channels.add(Channel.EMAIL);
    }
    if (sms != null) {
      channels.add(Channel.SMS);
    }
    if (call != null) {
      channels.add(Channel.CALL);
    }
    if (note != null) {
      channels.add(Channel.NOTE);
    }
    return channels;
  }

  /** Fills in the parts that {@code channels} need. */
  Rendering render(MessageFacts facts, Locale spoken, Set<Channel> channels) {
    Values values = new Values(facts, spoken);
    boolean mail = channels.contains(Channel.EMAIL);
    try {
      return new Rendering.Rendered(
          mail ? line(subject, values) : null,
          mail ? paragraphs(text, values) : null,
          mail ? page(html, values) : null,
          channels.contains(Channel.SMS) ? line(sms, values) : null,
          channels.contains(Channel.CALL) ? page(call, values) : null,
          channels.contains(Channel.NOTE) ? paragraphs(note, values) : null,
          language);
    } catch (MustacheException.Context hole) {
      return hole(hole);
    } catch (EmptyPart empty) {
      return EMPTY;
    }
  }

  /** Fills in the mail as a part of another; needed seldom, so it is compiled when it is. */
  Rendering part(MessageFacts facts, Locale spoken) {
    if (mail == null || subject == null) {
      return new Rendering.Unrenderable("it is no mail");
    }
    Values values = new Values(facts, spoken);
    try {
      return new Rendering.Part(
          full(subject.execute(values).strip()),
          String.valueOf(paragraphs(plain(mail.text()), values)),
          String.valueOf(page(ESCAPING.compile(mail.html()), values)));
    } catch (MustacheException.Context hole) {
      return hole(hole);
    } catch (EmptyPart empty) {
      return EMPTY;
    }
  }

  private static String mark(String word) {
    return PlaceholderScan.OPEN + word + PlaceholderScan.CLOSE;
  }

  private static Rendering hole(MustacheException.Context hole) {
    return new Rendering.Unrenderable(
        "{{" + hole.key + "}} has no value here, and no section says what to write without it");
  }

  private static @Nullable Template plain(@Nullable String marked) {
    return marked == null ? null : PLAIN.compile(marked);
  }

  private static @Nullable String line(@Nullable Template template, Values values) {
    return template == null ? null : full(template.execute(values).strip());
  }

  private static @Nullable String paragraphs(@Nullable Template template, Values values) {
    if (template == null) {
      return null;
    }
    String filled = EMPTY_LINES.matcher(template.execute(values)).replaceAll("\n\n");
    return full(filled.strip()) + "\n";
  }

  private static @Nullable String page(@Nullable Template template, Values values) {
    if (template == null) {
      return null;
    }
    // No value can hold a tag, so these paragraphs were emptied by a section that does not show.
    return full(EMPTY_PARAGRAPH.matcher(template.execute(values)).replaceAll(""));
  }

  private static String full(String filled) {
    if (filled.isEmpty()) {
      throw new EmptyPart();
    }
    return filled;
  }

  private static final class EmptyPart extends RuntimeException {}

  /** What Mustache asks for values; it sees nothing else. Each value is made once. */
  private static final class Values implements Mustache.CustomContext {
    private final MessageFacts facts;
    private final Locale spoken;
    private final Map<String, Optional<String>> made = new HashMap<>();

    Values(MessageFacts facts, Locale spoken) {
      this.facts = facts;
      this.spoken = spoken;
    }

    @Override
    public Object get(String name) {
      if (name.equals(JOINED_TEXT)) {
        return facts.joined().text();
      }
      if (name.equals(JOINED_HTML)) {
        return facts.joined().html();
      }
      if (name.startsWith(PlaceholderScan.HAS)) {
        return value(name.substring(PlaceholderScan.HAS.length())).isPresent();
      }
      // A missing value must not be answered with null: Mustache would look for a part of its name.
      return value(name).orElseThrow();
    }

    private Optional<String> value(String word) {
      return made.computeIfAbsent(
          word,
          w -> {
            Placeholder placeholder = Placeholder.of(w);
            return placeholder == null
                ? Optional.empty()
                : Optional.ofNullable(placeholder.value(facts, spoken));
          });
    }
  }
}
