package org.beforehand.console;

import java.util.Map;
import org.beforehand.decide.Rulebooks;
import org.beforehand.intake.LinkedMessage;
import org.beforehand.intake.StillOut;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where a customer answers that service is out all the same. Asking shows what would be said; only
 * a post says it, so that whatever looks at links in mails changes nothing.
 */
@Controller
@RequestMapping("/o/{token}")
final class StillOutPage {

  private static final String WORDS = "words.stillout";

  private final StillOut stillOut;
  private final Rulebooks rulebooks;

  StillOutPage(StillOut stillOut, Rulebooks rulebooks) {
    this.stillOut = stillOut;
    this.rulebooks = rulebooks;
  }

  @GetMapping
  String ask(@PathVariable String token, Model model) {
    return shown(message(token), "ask", model);
  }

  @PostMapping
  String say(@PathVariable String token, Model model) {
    LinkedMessage message = message(token);
    stillOut.say(message);
    return shown(message, "done", model);
  }

  /** The same answer for whatever is not ours. */
  private LinkedMessage message(String token) {
    return stillOut
        .of(token)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such page"));
  }

  private String shown(LinkedMessage message, String what, Model model) {
    return new LinkPage(WORDS, message.language(), rulebooks.current().policy().company())
        .shown(what, Map.of(), model);
  }
}
