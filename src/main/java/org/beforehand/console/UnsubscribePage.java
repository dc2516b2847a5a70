package org.beforehand.console;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.beforehand.decide.Rulebooks;
import org.beforehand.intake.Unsubscribing;
import org.beforehand.intake.Unsubscribing.Matter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where a customer says that they want no more of a kind of message. Asking shows what would end;
 * only a post ends it, from the page or from a mail program's own button (RFC 8058), so that
 * whatever looks at links in mails changes nothing.
 */
@Controller
@RequestMapping("/p/{token}")
final class UnsubscribePage {

  private static final String WORDS = "words.unsubscribe";

  private final Unsubscribing unsubscribing;
  private final Rulebooks rulebooks;

  UnsubscribePage(Unsubscribing unsubscribing, Rulebooks rulebooks) {
    this.unsubscribing = unsubscribing;
    this.rulebooks = rulebooks;
  }

  @GetMapping
  String ask(@PathVariable String token, Model model) {
    return shown(matter(token), "ask", model);
  }

  @PostMapping
  String end(@PathVariable String token, Model model) {
    Matter matter = matter(token);
    unsubscribing.end(matter);
    return shown(matter, "done", model);
  }

  /** The same answer for whatever is not ours. */
  private Matter matter(String token) {
    return unsubscribing
        .of(token)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such page"));
  }

  private String shown(Matter matter, String what, Model model) {
    ResourceBundle words =
        ResourceBundle.getBundle(WORDS, spoken(matter.language()), NO_OTHER_LANGUAGE);
    String company = rulebooks.current().policy().company();
    model.addAttribute("language", words.getString("language"));
    model.addAttribute("company", company);
    model.addAttribute("title", words.getString(what + ".title"));
    model.addAttribute(
        "text",
        words
            .getString(what + ".text")
            .replace("{company}", company)
            .replace("{kind}", words.getString(matter.purpose().word())));
    model.addAttribute("button", what.equals("ask") ? words.getString("button") : null);
    return "unsubscribe";
  }

  private static Locale spoken(Locale customers) {
    return List.of("no", "nn").contains(customers.getLanguage())
        ? Locale.forLanguageTag("nb")
        : customers;
  }

  /** Who speaks none of our languages reads English, not whatever this machine speaks. */
  private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
}
