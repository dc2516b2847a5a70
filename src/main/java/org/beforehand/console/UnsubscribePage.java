package org.beforehand.console;

import java.util.Map;
import org.beforehand.decide.Rulebooks;
import org.beforehand.intake.LinkedMessage;
import org.beforehand.intake.Unsubscribing;
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
    LinkedMessage matter = matter(token);
    unsubscribing.end(matter);
    return shown(matter, "done", model);
  }

  /** The same answer for whatever is not ours. */
  private LinkedMessage matter(String token) {
    return unsubscribing
        .of(token)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such page"));
  }

  private String shown(LinkedMessage matter, String what, Model model) {
    LinkPage page = new LinkPage(WORDS, matter.language(), rulebooks.current().policy().company());
    return page.shown(what, Map.of("kind", page.word(matter.purpose().word())), model);
  }
}
