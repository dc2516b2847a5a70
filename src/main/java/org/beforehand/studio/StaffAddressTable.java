package org.beforehand.studio;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** staff_address: where members of staff get mail, and what proves that they do. */
final class StaffAddressTable {

  private final JdbcClient db;

  StaffAddressTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * A code that waits to come back, looked at for the n-th time.
   *
   * @param sent when it was
   */
  record Waiting(MailCode code, Instant sent, int tries) {}

  void put(String name, String email, MailCode code, Instant at) {
    db.sql(
            """
            insert into staff_address (name, email, code, sent) values (:name, :email, :code, :at)
            on conflict (name) do update
               set email = excluded.email, verified = null, code = excluded.code,
                   sent = excluded.sent, tries = 0
            """)
        .param("name", name)
        .param("email", email)
        .param("code", code.kept())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The code that waits; a try is counted before it is looked at, so that many at once are many.
   *
   * @return empty if there is none, or it was tried so often
   */
  Optional<Waiting> tried(String name, int most) {
    return db.sql(
            """
            update staff_address set tries = tries + 1
             where name = :name and code is not null and tries < :most
            returning code, sent, tries
            """)
        .param("name", name)
        .param("most", most)
        .query(
            (row, n) ->
                new Waiting(
                    new MailCode(row.getBytes(1)),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getInt(3)))
        .optional();
  }

  /**
   * @return false if the address was changed, or another code sent, since
   */
  boolean verify(String name, MailCode code, Instant at) {
    return db.sql(
                """
                update staff_address set verified = :at, code = null
                 where name = :name and code = :code
                """)
            .param("name", name)
            .param("code", code.kept())
            .param("at", at.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  /** Those of these names that are members of staff; no address where they gave none. */
  List<StaffAddress> of(Collection<String> names) {
    return db.sql(
            """
            select name, email, verified is not null as verified
              from staff left join staff_address using (name)
             where name = any(:names)
            """)
        .param("names", names.toArray(String[]::new))
        .query(
            (row, n) ->
                new StaffAddress(
                    row.getString("name"), row.getString("email"), row.getBoolean("verified")))
        .list();
  }
}
