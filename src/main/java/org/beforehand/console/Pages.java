package org.beforehand.console;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CapturedMail;
import org.beforehand.deliver.CapturedText;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Ledger;
import org.beforehand.deliver.Mailbox;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages for people. */
@Controller
final class Pages {
  private static final int PAGE = 50;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);

  private final Ledger ledger;
  private final Mailbox mailbox;
  private final CapturedTexts texts;
  private final WatchList watch;
  private final MoneyWatch money;
  private final Rulebooks rulebooks;

  Pages(
      Ledger ledger,
      Mailbox mailbox,
      CapturedTexts texts,
      WatchList watch,
      MoneyWatch money,
      Rulebooks rulebooks) {
    this.ledger = ledger;
    this.mailbox = mailbox;
    this.texts = texts;
    this.watch = watch;
    this.money = money;
    this.rulebooks = rulebooks;
  }

  /** A mail as its page shows it. */
  record Shown(CapturedMail mail, String at) {}

  /** A text message as the mailbox shows it. */
  record ShownText(CapturedText text, String at) {}

  @GetMapping("/")
  String start(Model model) {
    model.addAttribute("company", rulebooks.current().policy().company());
    model.addAttribute("onlyTo", rulebooks.current().policy().now().onlyTo().words());
    model.addAttribute("counts", ledger.counts());
    model.addAttribute("campaigns", rulebooks.current().campaigns().values());
    model.addAttribute("revision", rulebooks.current().revision());
    return "start";
  }

  @GetMapping("/mailbox")
  String mailbox(@RequestParam(required = false) @Nullable String before, Model model) {
    List<CapturedMail> mails = mailbox.page(before, PAGE + 1);
    boolean more = mails.size() > PAGE;
    List<CapturedMail> page = more ? mails.subList(0, PAGE) : mails;
    model.addAttribute("mails", page.stream().map(this::shown).toList());
    model.addAttribute("texts", before == null ? captured() : List.of());
    model.addAttribute("first", before == null);
    model.addAttribute("next", more ? page.get(PAGE - 1).messageId() : null);
    return "mailbox";
  }

  @GetMapping("/mailbox/{id}")
  String mail(@PathVariable String id, Model model) {
    CapturedMail mail =
        mailbox
            .find(id)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such mail"));
    model.addAttribute("shown", shown(mail));
    return "mail";
  }

  @GetMapping("/watch")
  String watch(Model model) {
    model.addAttribute("watched", watch.now());
    model.addAttribute("money", money.now());
    return "watch";
  }

  private List<ShownText> captured() {
    ZoneId zone = rulebooks.current().policy().zone();
    return texts.latest(PAGE).stream()
        .map(text -> new ShownText(text, TIME.format(text.at().atZone(zone))))
        .toList();
  }

  private Shown shown(CapturedMail mail) {
    ZoneId zone = rulebooks.current().policy().zone();
    return new Shown(mail, TIME.format(mail.at().atZone(zone)));
  }
}
