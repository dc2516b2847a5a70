package org.beforehand.customer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
            on conflict (hash, channel) do nothing
            """)
        .param("hashes", addresses.stream().map(this::hash).toArray(byte[][]::new))
        .param("channel", channel.word())
        .param("reason", reason)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("source", source)
        .update();
  }

  /** Which of these addresses are suppressed on which channel. */
  Map<String, Channel> among(Collection<String> addresses) {
    return among(addresses, null);
  }

  /** Which of them were by an instant; null for now. */
  Map<String, Channel> among(Collection<String> addresses, @Nullable Instant by) {
    if (addresses.isEmpty()) {
      return Map.of();
    }
    Map<ByteBuffer, String> byHash = new HashMap<>();
    for (String address : addresses) {
      byHash.put(ByteBuffer.wrap(hash(address)), address);
    }
    Map<String, Channel> found = new HashMap<>();
    db.sql(
            "select hash, channel from suppression where hash = any(:hashes)"
                + (by == null ? "" : " and at <= :by"))
        .param("by", by == null ? null : by.atOffset(ZoneOffset.UTC))
        .param("hashes", byHash.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new))
        .query(
            row -> {
              String address = byHash.get(ByteBuffer.wrap(row.getBytes(1)));
              if (address != null) {
                found.put(address, Channel.of(row.getString(2)));
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
