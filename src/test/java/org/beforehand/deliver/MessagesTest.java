package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.decide.Problem;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.deliver.Rendering.Unrenderable;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {

  private static final String FILE = "outage-notices/messages/opened/en.md";

  private static final String OPENED =
      """
      ---
      subject: "{{#customer.given}}{{customer.given}}, your{{/customer.given}}{{^customer.given}}Your{{/customer.given}} {{incident.service}} is down"
      sms: Your {{incident.service}} is down.{{#incident.eta}} Back by {{incident.eta}}.{{/incident.eta}}
      call: |
        Tell **{{customer.name}}** that we know.
      ---
      Hello{{#customer.given}} {{customer.given}}{{/customer.given}},

      your **{{incident.service}}** is down.

      {{#incident.eta}}
      We expect it back {{incident.eta}}.
      {{/incident.eta}}
      {{^incident.eta}}
      We don't know yet when it will be back.
      {{/incident.eta}}

      - [Call us](tel:{{company.phone}})
      - or wait
      """;

  static Customer customer(String given, String name) {
    return new Customer(
        "c1",
        name,
        given,
        "kari@example.com",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        List.of(),
        Set.of(),
        Map.of());
  }

  static MessageFacts facts(String given, Instant eta) {
    Instant opened = Instant.parse("2026-03-02T10:00:00Z");
    return new MessageFacts(
        customer(given, given == null ? null : given + " Nordmann"),
        new Event(
            "crm",
            "e1",
            "ticket.closed",
            new Subject.OfCustomer("c1"),
            opened,
            Map.of("ticket", "T-7", "total", new BigDecimal("1E+3"), "resolved", true)),
        new Incident(
            "i1",
            "broadband",
            null,
            false,
            Incident.Status.OPEN,
            1,
            1,
            eta,
            opened,
            0,
            Set.of("area:1")),
        ZoneId.of("Europe/Oslo"),
        new MessageFacts.Company("Fjord & Fjell", "+4780012345"));
  }

  static final Instant ETA = Instant.parse("2026-03-02T16:30:00Z");

  private static SortedMap<String, String> files(String... pathsAndContents) {
    SortedMap<String, String> files = new TreeMap<>();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      files.put(pathsAndContents[i], pathsAndContents[i + 1]);
    }
    return files;
  }

  private static Messages good(String... pathsAndContents) {
    Messages.Reading reading = Messages.read(files(pathsAndContents));
    assertThat(reading).as(reading.toString()).isInstanceOf(Messages.Reading.Good.class);
    return ((Messages.Reading.Good) reading).messages();
  }

  private static List<String> bad(String... pathsAndContents) {
    Messages.Reading reading = Messages.read(files(pathsAndContents));
    assertThat(reading).isInstanceOf(Messages.Reading.Bad.class);
    return ((Messages.Reading.Bad) reading).problems().stream().map(Problem::toString).toList();
  }

  private static Rendered rendered(Rendering rendering) {
    assertThat(rendering).as(rendering.toString()).isInstanceOf(Rendered.class);
    return (Rendered) rendering;
  }

  private static Rendered opened(String body, MessageFacts facts) {
    return rendered(
        good(FILE, "---\nsubject: s\n---\n" + body)
            .render("outage-notices", "opened", null, facts));
  }

  @Test
  void a_message_reads_well_with_every_value_there() {
    Rendered r =
        rendered(good(FILE, OPENED).render("outage-notices", "opened", null, facts("Kari", ETA)));
    assertThat(r.subject()).isEqualTo("Kari, your broadband is down");
    assertThat(r.sms()).isEqualTo("Your broadband is down. Back by Monday 2 March, 17:30.");
    assertThat(r.call().strip())
        .isEqualTo("<p>Tell <strong>Kari Nordmann</strong> that we know.</p>");
    assertThat(r.text())
        .isEqualTo(
            """
            Hello Kari,

            your broadband is down.

            We expect it back Monday 2 March, 17:30.

            - "Call us" (tel:+4780012345)
            - or wait
            """);
    assertThat(r.html())
        .startsWith("<!doctype html>")
        .contains("<html lang=\"en\">")
        .contains("<title>Kari, your broadband is down</title>")
        .contains("<p>your <strong>broadband</strong> is down.</p>")
        .contains("href=\"tel:+4780012345\">Call us</a>")
        .contains("Fjord &amp; Fjell &middot; +4780012345")
        .doesNotContain("know yet")
        .doesNotContain("{{");
    assertThat(r.language()).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void a_message_reads_well_without_the_values_it_has_sections_for() {
    Rendered r =
        rendered(
            good(FILE, OPENED)
                .render(
                    "outage-notices",
                    "opened",
                    null,
                    null,
                    facts(null, null),
                    Set.of(Channel.EMAIL, Channel.SMS)));
    assertThat(r.subject()).isEqualTo("Your broadband is down");
    assertThat(r.sms()).isEqualTo("Your broadband is down.");
    assertThat(r.call()).isNull();
    assertThat(r.text())
        .startsWith(
            "Hello,\n\nyour broadband is down.\n\nWe don't know yet when it will be back.\n\n-");
    assertThat(r.html()).contains("<p>Hello,</p>").doesNotContainPattern("<p>\\s*</p>");
  }

  @Test
  void a_hole_makes_the_message_unrenderable_and_is_named() {
    Messages messages = good(FILE, "---\nsubject: s\n---\nHello {{customer.given}}, hi.\n");
    for (String nothing : new String[] {null, "", "  ", "\u0000\r\n", "\u202E"}) {
      assertThat(messages.render("outage-notices", "opened", null, facts(nothing, null)))
          .isInstanceOfSatisfying(
              Unrenderable.class, u -> assertThat(u.reason()).contains("{{customer.given}}"));
    }
    assertThat(messages.render("outage-notices", "closed", null, facts("Kari", null)))
        .isEqualTo(new Unrenderable("there is no message outage-notices/closed"));
  }

  @Test
  void a_hole_in_a_part_that_is_not_needed_does_no_harm() {
    Messages messages = good(FILE, OPENED);
    assertThat(messages.render("outage-notices", "opened", null, facts(null, null)))
        .isInstanceOf(Unrenderable.class);
    assertThat(
            messages.render(
                "outage-notices", "opened", null, null, facts(null, null), Set.of(Channel.SMS)))
        .isInstanceOf(Rendered.class);
    assertThat(messages.channels("outage-notices", "opened", null, null))
        .containsExactly(Channel.EMAIL, Channel.SMS, Channel.CALL);
    assertThat(messages.names("outage-notices")).containsExactly("opened");
  }

  @Test
  void every_placeholder_of_the_list_can_be_used() {
    for (String word : Placeholder.words()) {
      Rendered r =
          opened("x{{#" + word + "}} {{ " + word + " }}{{/" + word + "}}", facts("K", ETA));
      assertThat(r.text()).as(word).doesNotContain("{{").doesNotContain("\uE000");
    }
    assertThat(opened("{{event.ticket}} {{event.total}}", facts("K", ETA)).text())
        .isEqualTo("T-7 1000\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{customer.givn}} | I don't know {{customer.givn}}. Did you mean {{customer.given}}?",
        "{{#incident.etaa}}x{{/incident.etaa}} | I don't know {{#incident.etaa}}. Did you mean {{incident.eta}}?",
        "{{7*7}} | I don't know {{7*7}}. Known are {{customer.given}},",
        "{{}} | I don't know {{}}. Known are",
        "{{customer}} | I don't know {{customer}}.",
        "{{customer.given.class}} | I don't know {{customer.given.class}}. Did you mean {{customer.given}}?",
        "{{has.customer.given}} | I don't know {{has.customer.given}}. Did you mean {{customer.given}}?",
        "{{.}} | I don't know {{.}}.",
        "{{-index}} | I don't know {{-index}}.",
        "{{{customer.given}}} | {{{customer.given}}} would switch escaping off",
        "{{&customer.given}} | {{&customer.given}} would switch escaping off",
        "{{>shared}} | {{>shared}}: a message cannot include another file.",
        "{{=<% %>=}} | {{=<% %>=}}: the braces cannot be changed.",
        "{{! note }} | {{! note }}: comments are not possible here.",
        "{{customer.given | {{ is not closed by }} on the same line.",
        "{{#incident.eta}} x | the section {{#incident.eta}} is not closed: {{/incident.eta}}.",
        "x {{/incident.eta}} | {{/incident.eta}} closes a section that was not opened.",
        "{{#incident.eta}}{{#customer.name}}{{/incident.eta}}{{/customer.name}} | {{/incident.eta}} stands where {{/customer.name}} is expected, for the section of line 4.",
      })
  void whatever_is_not_on_the_list_is_refused_with_its_line(String body, String message) {
    assertThat(bad(FILE, "---\nsubject: s\n---\n" + body + "\n"))
        .first()
        .asString()
        .startsWith(FILE + ":4: " + message);
  }

  @Test
  void other_template_languages_are_just_text() {
    assertThat(opened("`${7*7} *{T(java.lang.Runtime)} #{7*7} <%= 7*7 %>`", facts("K", ETA)).text())
        .contains("${7*7}")
        .contains("<%= 7*7 %>")
        .doesNotContain("49");
  }

  @Test
  void braces_made_by_escapes_entities_or_data_mean_nothing() {
    MessageFacts sly = facts("{{company.phone}}{{{x}}}", ETA);
    Rendered r = opened("\\{\\{company.name}} &#123;&#123;company.name}} {{customer.given}}", sly);
    assertThat(r.text()).isEqualTo("{{company.name}} {{company.name}} {{company.phone}}{{{x}}}\n");
    assertThat(bad(FILE, "---\nsubject: s\n---\n&#xE000;company.name&#xE001;\n"))
        .first()
        .asString()
        .contains("a placeholder stands where it cannot be shown");
    assertThat(bad(FILE, "---\nsubject: s\n---\n\uE000company.name\uE001\n"))
        .first()
        .asString()
        .contains("U+e000");
  }

  @Test
  void problems_in_the_front_matter_name_their_line() {
    assertThat(bad(FILE, "Hello\n"))
        .containsExactly(FILE + ":1: a message begins with a line --- and its subject.");
    assertThat(bad(FILE, "---\nsubject: s\nHello\n"))
        .containsExactly(FILE + ":1: the line --- that ends the front matter is missing.");
    assertThat(bad(FILE, "---\nsubjct: s\n---\nHello\n"))
        .containsExactly(FILE + ":2: I don't know subjct. Did you mean subject?");
    assertThat(bad(FILE, "---\nsms: x\nsubject: {{customer.given}}, hello\n---\nHello\n"))
        .singleElement()
        .asString()
        .startsWith(FILE + ":3: ")
        .contains("needs quotes");
    assertThat(bad(FILE, "---\nsms: x\nsubject: Your order: late\n---\nHello\n"))
        .singleElement()
        .asString()
        .startsWith(FILE + ":3: ")
        .contains("needs quotes");
    assertThat(bad(FILE, "---\nsubject: s\nsms: t\nsms: u\n---\nHello\n"))
        .containsExactly(FILE + ":4: sms twice.");
    assertThat(bad(FILE, "---\nsubject: s\ncall: |\n  one\n  {{nope.nope}}\n---\nHello\n"))
        .singleElement()
        .asString()
        .startsWith(FILE + ":5: I don't know {{nope.nope}}.");
    assertThat(bad(FILE, "---\nsms: x\n---\nHello\n"))
        .containsExactly(FILE + ":1: a mail needs a subject.");
    assertThat(bad(FILE, "---\n---\n"))
        .containsExactly(FILE + ":1: there is no mail, no sms, no call and no note in it.");
    assertThat(bad(FILE, "---\nsubject: !!javax.script.ScriptEngineManager [x]\n---\nHello\n"))
        .singleElement()
        .asString()
        .contains("Global tag is not allowed");
    assertThat(bad(FILE, "---\nsubject: s\n---\n" + "x".repeat(10_000_000)))
        .singleElement()
        .asString()
        .contains("longer than 100000 characters");
  }

  @Test
  void files_in_the_wrong_place_are_named_and_other_files_left_alone() {
    assertThat(bad("a/messages/en.md", "x", "a/messages/opened/english.md", "x"))
        .hasSize(2)
        .allMatch(p -> p.contains("a file per language"));
    assertThat(good("a/campaign.yaml", "{{x}}", "a/messages/opened/.en.md.swp", "x").names("a"))
        .isEmpty();
  }

  @Test
  void a_section_that_would_tear_a_list_apart_is_refused() {
    assertThat(bad(FILE, "---\nsubject: s\n---\n{{#incident.eta}}\n- a\n- b\n{{/incident.eta}}\n"))
        .singleElement()
        .asString()
        .contains("begins and ends in different paragraphs");
    Rendered r =
        opened(
            "- x\n\n{{#incident.eta}}\n\n1. a\n2. b\n\n{{/incident.eta}}\n\nend", facts("K", null));
    assertThat(r.html()).contains("<li>x</li>").doesNotContain("<li>a</li>");
  }

  @Test
  void nothing_of_the_customers_can_become_part_of_a_link() {
    assertThat(bad(FILE, "---\nsubject: s\n---\n[x](https://e.example/{{customer.given}})\n"))
        .singleElement()
        .asString()
        .contains("{{customer.given}} cannot be part of a link");
    assertThat(bad(FILE, "---\nsubject: s\n---\n```{{customer.given}}\nx\n```\n"))
        .singleElement()
        .asString()
        .contains("cannot be");
    assertThat(opened("[x](javascript:alert(1)) <script>alert(1)</script>", facts("K", ETA)).html())
        .doesNotContain("javascript:")
        .doesNotContain("<script>");
  }

  @ParameterizedTest
  @CsvSource({
    "pt-BR, pt-BR",
    "pt-PT, pt",
    "pt, pt",
    "de-AT, de-CH",
    "nb-NO, nb",
    "no, nb",
    "nn-NO, nb",
    "fr-FR, en",
    "sv, en",
    ", en",
    "en-US, en"
  })
  void the_language_is_the_customers_or_the_nearest_or_english(String wanted, String chosen) {
    String file = "---\nsubject: s\n---\nx\n";
    Messages messages =
        good(
            "a/messages/m/en.md", file,
            "a/messages/m/nb.md", file,
            "a/messages/m/pt.md", file,
            "a/messages/m/pt-BR.md", file,
            "a/messages/m/de-CH.md", file);
    Locale locale = wanted == null ? null : Locale.forLanguageTag(wanted);
    assertThat(rendered(messages.render("a", "m", locale, facts("K", ETA))).language())
        .isEqualTo(Locale.forLanguageTag(chosen));
  }

  @Test
  void without_english_the_only_language_serves_everybody() {
    Messages messages = good("a/messages/m/nn.md", "---\nsubject: s\n---\nx\n");
    assertThat(rendered(messages.render("a", "m", Locale.FRENCH, facts("K", ETA))).language())
        .isEqualTo(Locale.forLanguageTag("nn"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en    | Monday 2 March, 17:30",
        "en-US | Monday, March 2, 5:30 PM",
        "nb-NO | mandag 2. mars kl. 17:30",
        "de    | Montag, 2. M\u00E4rz, 17:30 Uhr",
      })
  void times_are_told_in_the_customers_zone_and_language(String locale, String phrase) {
    String file = "---\nsubject: s\n---\n{{incident.eta}}\n";
    Messages messages =
        good("a/messages/m/en.md", file, "a/messages/m/nb.md", file, "a/messages/m/de.md", file);
    Rendering rendering = messages.render("a", "m", Locale.forLanguageTag(locale), facts("K", ETA));
    assertThat(rendered(rendering).text()).isEqualTo(phrase + "\n");
  }

  @Test
  void a_hostile_name_stays_text_in_every_part() {
    Rendered r =
        rendered(
            good(FILE, OPENED)
                .render(
                    "outage-notices", "opened", null, facts("<script>alert('1')</script>", ETA)));
    assertThat(r.subject()).startsWith("<script>alert('1')</script>, your");
    assertThat(r.text()).contains("Hello <script>alert('1')</script>,");
    assertThat(r.html()).contains("&lt;script&gt;").doesNotContain("<script");
    assertThat(r.call()).doesNotContain("<script");
    Rendered marked =
        opened(
            "Hello {{customer.given}}", facts("**b** [x](http://e.example) `c` # h ![i](x)", ETA));
    assertThat(marked.html())
        .contains("**b** [x](http://e.example) &#x60;c&#x60; # h ![i](x)")
        .doesNotContain("<strong>")
        .doesNotContain("<img")
        .doesNotContain("e.example\"");
    assertThat(marked.text()).contains("**b** [x](http://e.example) `c` # h ![i](x)");
    assertThat(
            rendered(
                    good(FILE, OPENED)
                        .render(
                            "outage-notices",
                            "opened",
                            null,
                            facts("Kari\r\nBcc: eve@example.com", ETA)))
                .subject())
        .isEqualTo("Kari  Bcc: eve@example.com, your broadband is down");
  }

  @Test
  void every_naughty_string_stays_text() throws IOException {
    Path file = Path.of("/work/shared/data/strings/blns.json");
    Assumptions.assumeTrue(
        Files.exists(file), "the list of naughty strings is not on this machine");
    Messages messages = good(FILE, OPENED);
    String tame =
        rendered(messages.render("outage-notices", "opened", null, facts("K", ETA))).html();
    int tried = 0;
    for (String naughty : new ObjectMapper().readValue(file.toFile(), String[].class)) {
      Rendering rendering =
          messages.render(
              "outage-notices", "opened", null, null, facts(naughty, ETA), Set.of(Channel.EMAIL));
      Rendered r = rendered(rendering);
      assertThat(tags(r.html())).as(naughty).isEqualTo(tags(tame));
      assertThat(r.subject()).doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]");
      tried++;
    }
    assertThat(tried).isGreaterThan(400);
  }

  /** How many tags and attributes there are: data must never add one. */
  private static String tags(String html) {
    return html.chars().filter(c -> c == '<').count()
        + "/"
        + html.chars().filter(c -> c == '>').count()
        + "/"
        + html.chars().filter(c -> c == '"').count();
  }

  @Test
  void a_layout_of_ones_own_is_used_and_checked() {
    String layout = "<html lang=\"{{language}}\"><title>{{subject}}</title>{{content}}</html>";
    Rendered r =
        rendered(
            good(Layout.FILE, layout, FILE, "---\nsubject: a < b\n---\nx\n")
                .render("outage-notices", "opened", null, facts("K", ETA)));
    assertThat(r.html()).isEqualTo("<html lang=\"en\"><title>a &lt; b</title><p>x</p>\n</html>");
    assertThat(r.subject()).isEqualTo("a < b");
    assertThat(bad(Layout.FILE, "<html>\n{{contnt}}", FILE, "---\nsubject: s\n---\n{{x.y}}\n"))
        .hasSize(2)
        .last()
        .asString()
        .isEqualTo(Layout.FILE + ":2: I don't know {{contnt}}. Did you mean {{content}}?");
    assertThat(bad(Layout.FILE, "<html>"))
        .containsExactly(Layout.FILE + ":1: {{content}} must stand here exactly once.");
  }

  @Test
  void the_built_in_layout_asks_nothing_of_other_machines() {
    String html = opened("x", facts("K", ETA)).html();
    assertThat(html).doesNotContain("http").doesNotContain("src=").doesNotContain("url(");
    assertThat(html).contains("max-width: 600px").contains("prefers-color-scheme: dark");
  }

  @Test
  void rendering_is_cheap() {
    Messages messages = good(FILE, OPENED);
    MessageFacts facts = facts("Kari", ETA);
    for (int i = 0; i < 5_000; i++) {
      messages.render("outage-notices", "opened", null, facts);
    }
    long start = System.nanoTime();
    for (int i = 0; i < 5_000; i++) {
      messages.render("outage-notices", "opened", null, facts);
    }
    double perSecond = 5_000 / ((System.nanoTime() - start) / 1e9);
    System.out.printf("rendered %.0f messages/s on one thread%n", perSecond);
    assertThat(perSecond).isGreaterThan(500);
  }
}
