package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Dictionary;
import org.beforehand.studio.DataDictionary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What authors can ask for. */
@RestController
final class DictionaryApi {
  private final DataDictionary dictionary;

  DictionaryApi(DataDictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Operation(
      summary = "Every trait and event field: type, how many have it, usual values, age, meaning")
  @GetMapping("/api/dictionary")
  Map<String, List<Dictionary.Entry>> dictionary() {
    return Map.of("entries", dictionary.entries());
  }
}
