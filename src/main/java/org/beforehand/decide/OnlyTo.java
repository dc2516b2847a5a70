package org.beforehand.decide;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.jspecify.annotations.Nullable;

/**
 * Whom a trial may reach: a setting of the installation and no part of the rules, but handed to the
 * gates together with them, so that deciding stays a pure function.
 *
 * @param words as they were set; empty where everybody may be reached
 * @param addresses mail addresses and domains ({@code @example.com}), in small letters
 * @param numbers phone numbers, bare
 */
public record OnlyTo(List<String> words, Set<String> addresses, Set<String> numbers) {

  /** No trial. */
  public static final OnlyTo EVERYBODY = new OnlyTo(List.of(), Set.of(), Set.of());

  private static final String LABELS = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9-]*[a-z0-9])+";
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@" + LABELS);
  private static final Pattern DOMAIN = Pattern.compile("@?" + LABELS);
  private static final Pattern PHONE = Pattern.compile("\\+[0-9 ()./-]{5,30}");
  private static final Pattern SEPARATORS = Pattern.compile("[^0-9+]+");

  /**
   * Reads mail addresses, domains and phone numbers with commas between them.
   *
   * @throws IllegalArgumentException naming what is none of these
   */
  public static OnlyTo parse(@Nullable String text) {
    if (text == null) {
      return EVERYBODY;
    }
    Set<String> addresses = new TreeSet<>();
    Set<String> numbers = new TreeSet<>();
    Set<String> words = new LinkedHashSet<>();
    for (String part : Arrays.asList(text.split(",", -1))) {
      String word = part.strip().toLowerCase(Locale.ROOT);
      if (PHONE.matcher(word).matches()) {
        numbers.add(bare(word));
      } else if (ADDRESS.matcher(word).matches()) {
        addresses.add(word);
      } else if (DOMAIN.matcher(word).matches()) {
        addresses.add(word.startsWith("@") ? word : "@" + word);
      } else {
        throw new IllegalArgumentException(
            "expected mail addresses, domains such as example.com or phone numbers such as"
                + " +4722123456, with commas between them; found \""
                + part.strip()
                + "\"");
      }
      words.add(word);
    }
    return new OnlyTo(List.copyOf(words), addresses, numbers);
  }

  /** Whether not everybody may be reached. */
  public boolean trial() {
    return !words.isEmpty();
  }

  boolean admits(Channel channel, Customer customer) {
    if (!trial()) {
      return true;
    }
    return switch (channel) {
      case EMAIL -> customer.email() != null && admits(customer.email());
      case SMS, CALL -> customer.phone() != null && numbers.contains(bare(customer.phone()));
      case NOTE -> admits(Channel.EMAIL, customer) || admits(Channel.SMS, customer);
    };
  }

  /** Whether mail may go to this address, which has an at sign, in whatever letters. */
  public boolean admits(String email) {
    String small = email.toLowerCase(Locale.ROOT);
    return !trial()
        || addresses.contains(small)
        || addresses.contains(small.substring(small.indexOf('@')));
  }

  private static String bare(String phone) {
    String bare = SEPARATORS.matcher(phone).replaceAll("");
    return bare.startsWith("00") ? "+" + bare.substring(2) : bare;
  }
}
