package org.beforehand.studio;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.customer.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** draft and approval. Whoever changes a draft holds its row first. */
final class DraftTable {

  private final JdbcClient db;

  DraftTable(JdbcClient db) {
    this.db = db;
  }

  long insert(Draft draft) {
    return db.sql(
            """
            insert into draft (base, title, authors, files, hash, state, at)
            values (:base, :title, :authors, :files::jsonb, :hash, :state, :at)
            returning id
            """)
        .param("base", draft.base())
        .param("title", draft.title())
        .param("authors", draft.authors().toArray(String[]::new))
        .param("files", Json.write(draft.files()))
        .param("hash", draft.hash())
        .param("state", draft.state().word())
        .param("at", draft.at().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  void update(Draft draft) {
    db.sql(
            """
            update draft
               set title = :title, authors = :authors, files = :files::jsonb, hash = :hash,
                   state = :state, at = :at
             where id = :id
            """)
        .param("id", draft.id())
        .param("title", draft.title())
        .param("authors", draft.authors().toArray(String[]::new))
        .param("files", Json.write(draft.files()))
        .param("hash", draft.hash())
        .param("state", draft.state().word())
        .param("at", draft.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Draft> find(long id) {
    return db.sql("select * from draft where id = :id")
        .param("id", id)
        .query((row, n) -> draft(row))
        .optional();
  }

  Optional<Draft> hold(long id) {
    return db.sql("select * from draft where id = :id for update")
        .param("id", id)
        .query((row, n) -> draft(row))
        .optional();
  }

  List<Draft> latest(@Nullable Long before, int most) {
    return db.sql("select * from draft where id < :before order by id desc limit :most")
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .query((row, n) -> draft(row))
        .list();
  }

  void say(Draft draft, String who, Draft.State verdict, String why, Instant at) {
    db.sql(
            """
            insert into approval (draft, hash, who, verdict, why, at)
            values (:draft, :hash, :who, :verdict, :why, :at)
            """)
        .param("draft", draft.id())
        .param("hash", draft.hash())
        .param("who", who)
        .param("verdict", verdict.word())
        .param("why", why)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Who approved exactly this content last, if nobody has rejected it since. */
  Optional<String> approver(Draft draft) {
    return db.sql(
            """
            select who from (
              select who, verdict, hash from approval
               where draft = :draft order by id desc limit 1) last
             where verdict = 'approved' and hash = :hash
            """)
        .param("draft", draft.id())
        .param("hash", draft.hash())
        .query(String.class)
        .optional();
  }

  /** Who wrote what a published revision changed of a campaign, or of the policy. */
  List<String> authors(String revision, String campaign) {
    return db.sql(
            """
            select distinct unnest(authors) from draft
             where hash = :hash and state = 'published'
               and exists (select from jsonb_object_keys(files) as k(path)
                            where starts_with(path, :folder) or path = 'contact-policy.yaml')
            """)
        .param("hash", revision)
        .param("folder", campaign + "/")
        .query(String.class)
        .list();
  }

  private static Draft draft(ResultSet row) throws SQLException {
    Array authors = row.getArray("authors");
    SortedMap<String, @Nullable String> files = new TreeMap<>();
    Json.map(row.getString("files"))
        .forEach((path, text) -> files.put(path, text == null ? null : text.toString()));
    return new Draft(
        row.getLong("id"),
        row.getString("base"),
        row.getString("title"),
        List.of((String[]) authors.getArray()),
        files,
        row.getString("hash"),
        Draft.State.of(row.getString("state")),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
