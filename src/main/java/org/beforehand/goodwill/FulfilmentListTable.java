package org.beforehand.goodwill;

import org.springframework.jdbc.core.simple.JdbcClient;

/** fulfilment, as it is looked at. */
final class FulfilmentListTable {

  private final JdbcClient db;

  FulfilmentListTable(JdbcClient db) {
    this.db = db;
  }

  long stuck() {
    return db.sql("select count(*) from fulfilment where state = 'stuck'")
        .query(Long.class)
        .single();
  }
}
