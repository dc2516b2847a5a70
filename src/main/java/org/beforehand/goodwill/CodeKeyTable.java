package org.beforehand.goodwill;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** installation: the key of codes, as it is or sealed. */
final class CodeKeyTable {

  private final JdbcClient db;

  CodeKeyTable(JdbcClient db) {
    this.db = db;
  }

  /** One of them. */
  record Kept(@Nullable String plain, @Nullable String sealed) {}

  Kept kept() {
    return db.sql("select code_key, code_sealed from installation")
        .query((row, n) -> new Kept(row.getString(1), row.getString(2)))
        .single();
  }

  /**
   * Keeps it sealed instead.
   *
   * @return false if another node was first
   */
  boolean seal(Kept kept, String sealed) {
    return db.sql(
                """
                update installation set code_key = null, code_sealed = :to
                 where code_key is not distinct from :plain
                   and code_sealed is not distinct from :sealed
                """)
            .param("to", sealed)
            .param("plain", kept.plain())
            .param("sealed", kept.sealed())
            .update()
        > 0;
  }
}
