package org.beforehand.goodwill;

import org.springframework.jdbc.core.simple.JdbcClient;

/** installation: the key of codes, and the name that others know this installation by. */
final class CodeKeyTable {

  private final JdbcClient db;

  CodeKeyTable(JdbcClient db) {
    this.db = db;
  }

  String key() {
    return db.sql("select code_key from installation").query(String.class).single();
  }
}
