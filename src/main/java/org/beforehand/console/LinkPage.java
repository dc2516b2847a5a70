package org.beforehand.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.springframework.ui.Model;

/** What a customer sees who follows a link: a title, a text, and perhaps a button, in words. */
final class LinkPage {

  private static final String ASKING = "ask";

  private final ResourceBundle words;
  private final String company;

  /**
   * @param bundle the name of its words, such as {@code words.unsubscribe}
   * @param language the customer's
   */
  LinkPage(String bundle, Locale language, String company) {
    this.words = ResourceBundle.getBundle(bundle, spoken(language), NO_OTHER_LANGUAGE);
    this.company = company;
  }

  String word(String key) {
    return words.getString(key);
  }

  /**
   * Fills in the model.
   *
   * @param what {@code ask}, with a button, or {@code done}
   * @param put what stands for names in braces, besides the company
   * @return the name of the view
   */
  String shown(String what, Map<String, String> put, Model model) {
    String text = word(what + ".text").replace("{company}", company);
    for (Map.Entry<String, String> one : put.entrySet()) {
      text = text.replace("{" + one.getKey() + "}", one.getValue());
    }
    model.addAttribute("language", word("language"));
    model.addAttribute("company", company);
    model.addAttribute("title", word(what + ".title"));
    model.addAttribute("text", text);
    model.addAttribute("button", what.equals(ASKING) ? word("button") : null);
    return "link";
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
