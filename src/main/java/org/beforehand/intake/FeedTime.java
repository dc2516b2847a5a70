package org.beforehand.intake;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * How a feed writes a time.
 *
 * @param zone of an ISO time that names none itself; null where every one has to
 */
record FeedTime(Form form, @Nullable ZoneId zone) {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** The forms. */
  enum Form {
    EPOCH_SECONDS("seconds since 1970"),
    EPOCH_MILLIS("milliseconds since 1970"),
    ISO("a date and time such as 2026-03-01T09:00:00Z");

    private final String said;

    Form(String said) {
      this.said = said;
    }

    /** As the feed's file names it. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  Instant read(Object value, String place) throws Refused {
    try {
      Instant time =
          switch (form) {
            case EPOCH_SECONDS -> Instant.ofEpochMilli(number(value).movePointRight(3).longValue());
            case EPOCH_MILLIS -> Instant.ofEpochMilli(number(value).longValue());
            case ISO -> iso((String) value);
          };
      // Seconds taken for milliseconds are in 1970, and the reverse is far ahead.
      if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
        return time.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (ClassCastException | DateTimeException | NumberFormatException unlike) {
      // Said below.
    }
    throw new Refused(
        place
            + ": expected "
            + form.said
            + (form == Form.ISO && zone == null ? " with its offset" : "")
            + " between 2000 and 2100, found "
            + Text.shown(value.toString()));
  }

  private static BigDecimal number(Object value) {
    return value instanceof BigDecimal number ? number : new BigDecimal(((String) value).strip());
  }

  private Instant iso(String text) {
    String written = text.strip().replaceFirst("^(\\S{10}) ", "$1T");
    TemporalAccessor read =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            written, java.time.ZonedDateTime::from, LocalDateTime::from);
    if (read instanceof LocalDateTime local) {
      if (zone == null) {
        throw new DateTimeException("no zone");
      }
      return local.atZone(zone).toInstant();
    }
    return Instant.from(read);
  }
}
