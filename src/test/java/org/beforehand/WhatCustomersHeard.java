package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.beforehand.deliver.SmtpPeer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The mails of a storm as the mail peer took them, judged by what the feed said. Of our tables only
 * the outbox is asked, and only for what a Message-ID stands for; the instant is the mail's Date.
 */
public final class WhatCustomersHeard {

  private static final int SHOWN = 4;
  private static final int MOST_UPDATES = 3;
  private static final Duration APART = Duration.ofHours(2);

  /** Settling, and a look at the feed. */
  private static final Duration SOON = Duration.ofMinutes(40);

  /** One mail. */
  public record Mail(
      String id, String customer, String outage, String key, String stage, Instant at) {
    boolean closes() {
      return stage.equals("restored") || stage.equals("cancelled");
    }

    boolean opens() {
      return stage.equals("opened");
    }
  }

  private final StormDay day;
  private final Map<String, List<Mail>> byCustomer = new TreeMap<>();
  private final Map<String, Integer> strangers = new TreeMap<>();
  private int mails;

  private WhatCustomersHeard(StormDay day) {
    this.day = day;
  }

  /** What the peer took so far. */
  public static WhatCustomersHeard at(SmtpPeer peer, JdbcClient db, StormDay day) {
    WhatCustomersHeard heard = new WhatCustomersHeard(day);
    Map<String, String[]> outbox = new HashMap<>();
    db.sql("select id::text, customer, incident, key, stage from outreach")
        .query(
            row -> {
              outbox.put(
                  row.getString(1),
                  new String[] {
                    row.getString(2), row.getString(3), row.getString(4), row.getString(5)
                  });
            });
    for (SmtpPeer.Accepted mail : peer.accepted()) {
      String id = mail.messageId().replaceAll("[<>]", "");
      String[] row = outbox.get(id.substring(0, id.indexOf('.')));
      if (row == null || !mail.to().equals(day.customers().get(row[0]).get("email"))) {
        heard.strangers.merge(id + " to " + mail.to(), 1, Integer::sum);
        continue;
      }
      if (row[3] == null) {
        // What is given when it is over is no word in the conversation about it.
        continue;
      }
      heard.mails++;
      heard
          .byCustomer
          .computeIfAbsent(row[0], none -> new ArrayList<>())
          .add(
              new Mail(
                  id,
                  row[0],
                  row[1],
                  row[2],
                  row[3],
                  ZonedDateTime.parse(mail.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant()));
    }
    return heard;
  }

  /** What would have been sent according to a simulation. */
  public static WhatCustomersHeard in(Rehearsed rehearsed, StormDay day) throws IOException {
    WhatCustomersHeard heard = new WhatCustomersHeard(day);
    List<Mail> mails = new ArrayList<>();
    for (JsonNode outcome : rehearsed.outcomes()) {
      // What is given when it is over is no word in the conversation about it.
      if (outcome.get("verdict").asText().equals("send")
          && outcome.get("purpose").asText().equals("service")) {
        String customer = outcome.get("customer").asText();
        String key = outcome.get("key").asText();
        mails.add(
            new Mail(
                customer + " " + key,
                customer,
                key.substring(0, key.indexOf('#')),
                key,
                key.substring(key.indexOf(':') + 1),
                Instant.parse(outcome.get("due").asText())));
      }
    }
    mails.sort(Comparator.comparing(Mail::at));
    for (Mail mail : mails) {
      heard.mails++;
      heard.byCustomer.computeIfAbsent(mail.customer(), none -> new ArrayList<>()).add(mail);
    }
    return heard;
  }

  /** Who was told that an outage was over when the feed had only lost sight of it. */
  public List<String> falselyOver(StormGaps gaps) {
    Map<String, List<StormGaps.Gap>> byOutage =
        gaps.falseOnes().stream().collect(Collectors.groupingBy(gap -> "pge-" + gap.outage()));
    assertThat(byOutage).isNotEmpty();
    List<String> wrong = new ArrayList<>();
    for (List<Mail> heard : byCustomer.values()) {
      for (Mail mail : heard) {
        for (StormGaps.Gap gap : byOutage.getOrDefault(mail.outage(), List.of())) {
          if (mail.closes() && !mail.at().isBefore(gap.gone()) && mail.at().isBefore(gap.back())) {
            wrong.add(mail + ", which is back at " + gap.back());
          }
        }
      }
    }
    return wrong;
  }

  /** How many mails of each stage. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    byCustomer.values().stream()
        .flatMap(Collection::stream)
        .forEach(mail -> counts.merge(mail.stage().replaceAll("\\..*", ""), 1, Integer::sum));
    counts.put("mails", mails);
    counts.put("customers", byCustomer.size());
    return counts;
  }

  /** Per customer what was told: each key once, in order; estimates left out. */
  public Map<String, List<String>> stages(Predicate<String> byKey) {
    Map<String, List<String>> told = new TreeMap<>();
    byCustomer.forEach(
        (customer, heard) ->
            told.put(
                customer,
                heard.stream()
                    .filter(mail -> mail.opens() || mail.closes())
                    .map(mail -> mail.key() + " " + mail.stage())
                    .distinct()
                    .map(one -> byKey.test(customer) ? one : one.replaceAll(".* ", ""))
                    .toList()));
    return told;
  }

  /**
   * Holds it against what customers are promised.
   *
   * @param resent Message-IDs that may be there twice
   * @param doubtful customers who may or may not have got a mail, which the conversation with them
   *     goes on from either way
   * @param excused customers whom a mail cannot reach, or who do not want it
   * @param end when the story ended and everything due was done
   */
  public void judge(
      SoftAssertions softly,
      Set<String> resent,
      Set<String> doubtful,
      Predicate<String> excused,
      Instant end) {
    none(softly, "mails nobody is known to have been meant for", strangers.keySet());
    none(softly, "told twice", twice(resent));
    Wrongs wrongs = new Wrongs();
    byCustomer.forEach(
        (customer, heard) -> {
          if (!doubtful.contains(customer)) {
            conversation(heard, wrongs);
          }
        });
    none(softly, "told of an outage elsewhere", wrongs.notConcerned);
    none(softly, "down, though told so already", wrongs.twoBeginnings);
    none(softly, "back, without down before it", wrongs.endWithoutBeginning);
    none(softly, "estimate without down", wrongs.updateWithoutBeginning);
    none(softly, "down after back, one key", wrongs.beginningAfterEnd);
    none(softly, "back, while an outage stands", wrongs.endTooEarly);
    none(softly, "down, while the outage is over", wrongs.untrue);
    none(softly, "estimates too many", wrongs.tooMany);
    none(softly, "estimates too close", wrongs.tooSoon);
    none(softly, "never told it began", inTheDark(excused.or(doubtful::contains), end, false));
    none(softly, "never told it ended", inTheDark(excused.or(doubtful::contains), end, true));
  }

  private static void none(SoftAssertions softly, String what, Collection<?> wrong) {
    softly
        .assertThat(wrong.stream().limit(SHOWN).toList())
        .as("%s: %d", what, wrong.size())
        .isEmpty();
  }

  private List<String> twice(Set<String> resent) {
    List<String> twice = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Map<String, String> keys = new LinkedHashMap<>();
    for (List<Mail> heard : byCustomer.values()) {
      for (Mail mail : heard) {
        if (!ids.add(mail.id()) && !resent.contains(mail.id())) {
          twice.add(mail.toString());
        }
        String before = keys.put(mail.customer() + " " + mail.key(), mail.id());
        if (before != null && !before.equals(mail.id())) {
          twice.add(mail + " and " + before);
        }
      }
    }
    return twice;
  }

  private static final class Wrongs {
    final List<Mail> notConcerned = new ArrayList<>();
    final List<Mail> twoBeginnings = new ArrayList<>();
    final List<Mail> endWithoutBeginning = new ArrayList<>();
    final List<Mail> updateWithoutBeginning = new ArrayList<>();
    final List<Mail> beginningAfterEnd = new ArrayList<>();
    final List<String> endTooEarly = new ArrayList<>();
    final List<Mail> untrue = new ArrayList<>();
    final List<Mail> tooMany = new ArrayList<>();
    final List<Mail> tooSoon = new ArrayList<>();
  }

  private void conversation(List<Mail> heard, Wrongs wrongs) {
    boolean down = false;
    int updates = 0;
    Mail last = null;
    Set<String> ended = new HashSet<>();
    for (Mail mail : heard) {
      String episode = mail.key().substring(0, mail.key().lastIndexOf(':'));
      add(
          wrongs.notConcerned,
          mail,
          mail.closes()
              ? !day.everTouched(mail.outage(), mail.customer())
              : !day.touches(mail.outage(), mail.customer(), mail.at()));
      if (mail.opens()) {
        add(wrongs.twoBeginnings, mail, down);
        add(wrongs.beginningAfterEnd, mail, ended.contains(episode));
        add(wrongs.untrue, mail, !day.stood(mail.outage(), mail.at()));
        down = true;
        updates = 0;
      } else if (mail.closes()) {
        add(wrongs.endWithoutBeginning, mail, !down);
        Set<String> standing = day.outagesOf(mail.customer(), mail.at());
        if (!standing.isEmpty()) {
          wrongs.endTooEarly.add(mail + " while " + standing);
        }
        down = false;
        ended.add(episode);
      } else {
        updates++;
        add(wrongs.updateWithoutBeginning, mail, !down);
        add(wrongs.untrue, mail, !day.stood(mail.outage(), mail.at()));
        add(wrongs.tooMany, mail, updates > MOST_UPDATES);
        add(wrongs.tooSoon, mail, last != null && mail.at().isBefore(last.at().plus(APART)));
      }
      last = mail;
    }
  }

  private static void add(List<Mail> wrong, Mail mail, boolean is) {
    if (is) {
      wrong.add(mail);
    }
  }

  /** Those for whom the last word is not how things stand, though there was time to say it. */
  private List<String> inTheDark(Predicate<String> excused, Instant end, boolean aboutTheEnd) {
    List<String> dark = new ArrayList<>();
    for (String customer : day.customers().keySet()) {
      List<Mail> heard = byCustomer.getOrDefault(customer, List.of());
      Mail last = heard.isEmpty() ? null : heard.get(heard.size() - 1);
      boolean down = last != null && !last.closes();
      Set<String> standing = day.outagesOf(customer, end);
      standing.removeIf(outage -> day.since(outage, end).plus(SOON).isAfter(end));
      if (!excused.test(customer)
          && (aboutTheEnd
              ? down && day.outagesOf(customer, end).isEmpty()
              : !down && !standing.isEmpty())) {
        dark.add(customer + " last heard " + last + "; standing " + standing);
      }
    }
    return dark;
  }
}
