package org.beforehand.studio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** staff: who may do what, and the hashes of their tokens. */
final class StaffTable {

  private final JdbcClient db;

  StaffTable(JdbcClient db) {
    this.db = db;
  }

  record Row(Member member, byte[] hash) {}

  void put(Member member, byte[] hash, Instant at) {
    db.sql(
            """
            insert into staff (name, role, hash, at) values (:name, :role, :hash, :at)
            on conflict (name) do update
               set role = excluded.role, hash = excluded.hash, at = excluded.at
            """)
        .param("name", member.name())
        .param("role", member.role().word())
        .param("hash", hash)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean remove(String name) {
    return db.sql("delete from staff where name = :name").param("name", name).update() > 0;
  }

  Optional<Row> find(String name) {
    return db.sql("select role, hash from staff where name = :name")
        .param("name", name)
        .query((row, n) -> new Row(new Member(name, Role.of(row.getString(1))), row.getBytes(2)))
        .optional();
  }

  /**
   * Holds a member until the transaction ends: what they do is counted one after the other.
   *
   * @return false if there is no such member
   */
  boolean hold(String name) {
    return db.sql("select 1 from staff where name = :name for update")
        .param("name", name)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  boolean any() {
    return db.sql("select exists (select from staff)").query(Boolean.class).single();
  }
}
