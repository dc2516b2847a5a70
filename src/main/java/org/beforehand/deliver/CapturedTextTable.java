package org.beforehand.deliver;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code captured_text}. */
final class CapturedTextTable {

  private final JdbcClient db;

  CapturedTextTable(JdbcClient db) {
    this.db = db;
  }

  /** Keeps the text unless it is there already. */
  void insert(CapturedText text) {
    db.sql(
            """
            insert into captured_text (id, at, recipient, body, parts, language)
            values (:id, :at, :recipient, :body, :parts, :language)
            -- The same text tried again is still one text.
            on conflict (id) do nothing
            """)
        .param("id", text.id())
        .param("at", text.at().atOffset(ZoneOffset.UTC))
        .param("recipient", text.recipient())
        .param("body", text.body().replace('\0', '\uFFFD'))
        .param("parts", text.parts())
        .param("language", text.language())
        .update();
  }

  List<CapturedText> latest(int limit) {
    return db.sql("select * from captured_text order by at desc, id desc limit :limit")
        .param("limit", limit)
        .query(
            (row, n) ->
                new CapturedText(
                    row.getString("id"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("recipient"),
                    row.getString("body"),
                    row.getInt("parts"),
                    row.getString("language")))
        .list();
  }
}
