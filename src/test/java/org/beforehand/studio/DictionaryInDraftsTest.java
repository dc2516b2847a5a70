package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.beforehand.SmallRules;
import org.beforehand.customer.DataAtHand;
import org.beforehand.customer.Dictionary;
import org.beforehand.decide.RuleFolder;
import org.beforehand.intake.Corridor;
import org.beforehand.studio.Finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts, and a folder that changes, are held against the customers in the database. */
class DictionaryInDraftsTest {

  private static final Member ANN = new Member("ann", Role.AUTHOR);
  private static final String RULES = "thanks/rules.dslr";

  @TempDir Path folder;

  private static String rule(String trait) {
    return "rule \"thank for an order\"\nwhen\n  a purchase was completed\n  the customer's \""
        + trait
        + "\" is not \"Copper\"\nthen\n  send \"thank-you\"\nend\n";
  }

  @Test
  void what_no_customer_has_is_neither_submitted_nor_published_from_the_folder()
      throws IOException {
    try (Corridor corridor = Corridor.open("2026-03-12T12:00:00Z", SmallRules.folder())) {
      Instant at = corridor.clock.instant();
      for (int i = 0; i < 4; i++) {
        corridor.customer(Map.of("id", "c" + i, "trait", Map.of("plan", "Fibre 500")));
      }
      corridor.post("order.late", "customer:c0", Map.of("order", "A-1"));
      Drafts drafts = new Drafts(corridor.db, corridor.transaction, corridor.rulebooks);
      Draft wrong = drafts.create("Plans", Map.of(RULES, rule("plna")), ANN, at);
      assertThat(drafts.check(wrong.id()).findings())
          .filteredOn(one -> one.severity() == Severity.ERROR)
          .singleElement()
          .asString()
          .startsWith(RULES + ":4: error: I don't know the trait \"plna\"; did you mean \"plan\"?");
      assertThat(
              catchThrowableOfType(Refused.class, () -> drafts.submit(wrong.id(), ANN, at))
                  .findings())
          .isNotEmpty();
      Draft right = drafts.change(wrong.id(), null, Map.of(RULES, rule("plan")), ANN, at);
      assertThat(drafts.submit(right.id(), ANN, at).state()).isEqualTo(Draft.State.SUBMITTED);

      Publishing publishing = new Publishing(corridor.rulebooks, new Dictionary(corridor.db));
      publishing.publish(SmallRules.write(folder), at);
      Files.writeString(folder.resolve(RULES), rule("plna"));
      assertThat(publishing.republishIfChanged(at)).isInstanceOf(Publishing.Result.Refused.class);
      Files.writeString(folder.resolve(RULES), rule("plan"));
      assertThat(publishing.republishIfChanged(at)).isInstanceOf(Publishing.Result.Published.class);
    }
  }

  @Test
  void what_a_sample_does_not_show_is_looked_for_among_all() {
    try (Corridor corridor = Corridor.open("2026-03-12T12:00:00Z", SmallRules.folder())) {
      corridor.customer(Map.of("id", "kari", "trait", Map.of("vip", true)));
      corridor.post("order.late", "customer:kari", Map.of("order", "A-1"));
      // As if the table were so large that no page of it falls into the sample.
      corridor
          .db
          .sql("update pg_class set reltuples = 2e9 where oid = 'customer'::regclass")
          .update();
      corridor.db.sql("update pg_class set reltuples = 2e9 where oid = 'event'::regclass").update();
      var seen =
          new Dictionary(corridor.db)
              .look(new DataAtHand.Names(Set.of("vip", "vpi"), Map.of("order.late", Set.of("x"))));
      assertThat(seen.entries()).extracting(Dictionary.Entry::name).containsExactly("vip");
      assertThat(seen.everyEvent()).isFalse();
    }
  }

  @Test
  void what_is_declared_is_listed_with_its_meaning_also_before_anybody_has_it() {
    Map<String, String> files = new TreeMap<>(SmallRules.folder().files());
    files.put(
        "shared/dictionary.yaml",
        """
        traits:
          plan: {type: text, meaning: what the customer pays for}
          tariff: {type: text, values: [Night, Day]}
        """);
    try (Corridor corridor = Corridor.open("2026-03-12T12:00:00Z", RuleFolder.of(files))) {
      corridor.customer(Map.of("id", "kari", "trait", Map.of("plan", "Fibre 500")));
      assertThat(
              new DataDictionary(new Dictionary(corridor.db), corridor.rulebooks)
                  .entries().stream()
                      .map(one -> one.name() + " " + one.filled() + " " + one.meaning())
                      .toList())
          .containsExactly("plan 1.0 what the customer pays for", "tariff 0.0 null");
    }
  }
}
