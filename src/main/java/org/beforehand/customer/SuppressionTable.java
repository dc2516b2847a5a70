package org.beforehand.customer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.beforehand.fact.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whom never to contact. Addresses are kept as keyed hashes: enough to recognise one, not enough to
 * read one, so that the entry may outlive the person's erasure.
 */
final class SuppressionTable {

  private final JdbcClient db;
  private @Nullable SecretKeySpec key;

  SuppressionTable(JdbcClient db) {
    this.db = db;
  }

  void add(
      Collection<String> addresses, Channel channel, String reason, Instant at, String source) {
    db.sql(
            """
            insert into suppression (hash, channel, reason, at, source)
            select distinct hash, :channel, :reason, :at::timestamptz, :source
              from unnest(:hashes::bytea[]) as n(hash)
             order by hash
            on conflict (hash, channel) where ended is null do nothing
            """)
        .param("hashes", addresses.stream().map(this::hash).toArray(byte[][]::new))
        .param("channel", channel.word())
        .param("reason", reason)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("source", source)
        .update();
  }

  /** What has ended is kept: decisions that were made before it did are made again with it. */
  void end(Collection<String> addresses, Channel channel, Instant at) {
    db.sql(
            """
            update suppression set ended = :at
             where hash = any(:hashes) and channel = :channel and ended is null
            """)
        .param("hashes", addresses.stream().map(this::hash).toArray(byte[][]::new))
        .param("channel", channel.word())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Which of these addresses are suppressed on which channels. */
  Map<String, Set<Channel>> among(Collection<String> addresses) {
    return among(addresses, null);
  }

  /** Which of them were by an instant; null for now. */
  Map<String, Set<Channel>> among(Collection<String> addresses, @Nullable Instant by) {
    if (addresses.isEmpty()) {
      return Map.of();
    }
    Map<ByteBuffer, String> byHash = new HashMap<>();
    for (String address : addresses) {
      byHash.put(ByteBuffer.wrap(hash(address)), address);
    }
    Map<String, Set<Channel>> found = new HashMap<>();
    db.sql(
            "select hash, channel from suppression where hash = any(:hashes)"
                + (by == null
                    ? " and ended is null"
                    : " and at <= :by and (ended is null or ended > :by)"))
        .param("by", by == null ? null : by.atOffset(ZoneOffset.UTC))
        .param("hashes", byHash.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
        .query(
            row -> {
              String address = byHash.get(ByteBuffer.wrap(row.getBytes(1)));
              if (address != null) {
                found
                    .computeIfAbsent(address, one -> EnumSet.noneOf(Channel.class))
                    .add(Channel.of(row.getString(2)));
              }
            });
    return found;
  }

  private byte[] hash(String address) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key());
      return mac.doFinal(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private synchronized SecretKeySpec key() {
    if (key == null) {
      UUID stored = db.sql("select suppression_key from installation").query(UUID.class).single();
      key = new SecretKeySpec(stored.toString().getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
    }
    return key;
  }
}
