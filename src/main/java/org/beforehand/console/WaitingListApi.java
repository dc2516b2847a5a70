package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Map;
import org.beforehand.intake.WaitingBook;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who waits for something to be back in stock. */
@RestController
final class WaitingListApi {

  private final WaitingBook book;

  WaitingListApi(WaitingBook book) {
    this.book = book;
  }

  /**
   * One of them.
   *
   * @param state waiting or reserved
   * @param place how many wait up to them, from 1; null where a piece is set aside for them
   * @param until how long it is; null where none is, or they have not been told of it yet
   */
  record Line(
      long id,
      String item,
      String customer,
      String state,
      @Nullable Long place,
      Instant asked,
      @Nullable Instant until) {

    static Line of(WaitingBook.Line one) {
      return new Line(
          one.number(),
          one.sku(),
          one.customer(),
          one.reserved() ? "reserved" : "waiting",
          one.place(),
          one.asked(),
          one.until());
    }
  }

  @Operation(
      summary = "Who waits for a thing, in the order in which they asked",
      description =
          """
          "item" is its SKU. Whoever has bought or declined it, or let it lapse, is not among them. \
          "next", where there is one, is the "after" of the next part.""")
  @GetMapping("/api/waiting-list")
  Map<String, Object> waiting(
      @RequestParam(required = false) @Nullable String item,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(defaultValue = "100") int limit) {
    if (item == null || item.isBlank() || item.indexOf('\0') >= 0) {
      throw Asked.wrong("item: expected the SKU of a thing, such as R-2");
    }
    int most = Listing.within(limit);
    return Listing.part(
        "waiting", book.of(item, after, most).stream().map(Line::of).toList(), most, Line::id);
  }
}
