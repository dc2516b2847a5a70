package org.beforehand.deliver;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code captured_mail}. */
final class CapturedMailTable {

  private static final String INSERT =
      """
      insert into captured_mail
        (message_id, at, recipient, recipient_name, subject, body_text, body_html, language)
      values (:messageId, :at, :recipient, :recipientName, :subject, :text, :html, :language)
      -- The same mail tried again is still one mail.
      on conflict (message_id) do nothing
      """;

  private static final String LATEST =
      """
      select message_id, at, recipient, recipient_name, subject, body_text, body_html, language
      from captured_mail
      order by at desc, message_id desc
      limit :limit
      """;

  private static final String BEFORE =
      """
      select message_id, at, recipient, recipient_name, subject, body_text, body_html, language
      from captured_mail
      where (at, message_id) < (select at, message_id from captured_mail where message_id = :before)
      order by at desc, message_id desc
      limit :limit
      """;

  private static final String FIND =
      """
      select message_id, at, recipient, recipient_name, subject, body_text, body_html, language
      from captured_mail
      where message_id = :messageId
      """;

  private final JdbcClient db;

  CapturedMailTable(JdbcClient db) {
    this.db = db;
  }

  /** Keeps the mail unless it is there already. */
  void insert(CapturedMail mail) {
    String name = mail.recipientName();
    db.sql(INSERT)
        .param("messageId", mail.messageId())
        .param("at", OffsetDateTime.ofInstant(mail.at(), ZoneOffset.UTC))
        .param("recipient", mail.recipient())
        .param("recipientName", name == null ? null : storable(name))
        .param("subject", storable(mail.subject()))
        .param("text", storable(mail.text()))
        .param("html", storable(mail.html()))
        .param("language", mail.language())
        .update();
  }

  /** The newest first, at most {@code limit}. */
  List<CapturedMail> latest(int limit) {
    return db.sql(LATEST).param("limit", limit).query(CapturedMailTable::row).list();
  }

  List<CapturedMail> before(String messageId, int limit) {
    return db.sql(BEFORE)
        .param("before", messageId)
        .param("limit", limit)
        .query(CapturedMailTable::row)
        .list();
  }

  Optional<CapturedMail> find(String messageId) {
    return db.sql(FIND).param("messageId", messageId).query(CapturedMailTable::row).optional();
  }

  private static CapturedMail row(ResultSet row, int number) throws SQLException {
    return new CapturedMail(
        row.getString("message_id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("recipient"),
        row.getString("recipient_name"),
        row.getString("subject"),
        row.getString("body_text"),
        row.getString("body_html"),
        row.getString("language"));
  }

  /** PostgreSQL's text knows no NUL. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  long count() {
    return db.sql("select count(*) from captured_mail").query(Long.class).single();
  }
}
