package org.beforehand.decide;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.beforehand.customer.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * revision, published and publication: what the rules folder held, under the hash of its content,
 * which of it decides, and how it came to that.
 */
final class RevisionTable {

  private final JdbcClient db;

  RevisionTable(JdbcClient db) {
    this.db = db;
  }

  private void keep(RuleFolder folder, Instant at) {
    db.sql(
            """
            insert into revision (hash, files, read_at) values (:hash, :files::jsonb, :at)
            on conflict (hash) do nothing
            """)
        .param("hash", folder.hash())
        .param("files", Json.write(folder.files()))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The folder's own: it is published whatever was before.
   *
   * @param changed the campaigns that it changes: how they were let out is over
   */
  void save(RuleFolder folder, Collection<String> changed, Instant at) {
    keep(folder, at);
    db.sql(
            """
            with changed as (
              insert into published as p (revision, at) values (:hash, :at)
              on conflict (one) do update
                 set revision = excluded.revision, parent = p.revision, at = excluded.at
               where p.revision <> excluded.revision
              returning revision, parent),
            ended as (
              delete from rollout where campaign = any(:campaigns) and exists (select from changed)
              returning number),
            unseated as (
              delete from rollout_seat s using ended where s.rollout = ended.number)
            insert into publication (revision, parent, who, how, at, options, in_folder)
            select revision, parent, 'folder', 'folder', :at, '{}', true from changed
            """)
        .param("hash", folder.hash())
        .param("campaigns", changed.toArray(String[]::new))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Compare and set: of two that replace the same parent the second waits for the first, and finds
   * the parent gone.
   */
  boolean replace(RuleFolder folder, String parent, Publication.Act act) {
    keep(folder, act.at());
    return db.sql(
                """
                with changed as (
                  update published set revision = :hash, parent = revision, at = :at
                   where revision = :parent
                  returning revision, parent)
                insert into publication (revision, parent, who, how, at, options, in_folder)
                select revision, parent, :who, :how, :at, :options::jsonb, false from changed
                """)
            .param("hash", folder.hash())
            .param("parent", parent)
            .param("who", act.who())
            .param("how", act.how().word())
            .param("at", act.at().atOffset(ZoneOffset.UTC))
            .param("options", Json.write(act.options()))
            .update()
        == 1;
  }

  void writtenBack(String revision) {
    db.sql(
            """
            update publication set in_folder = true
             where id = (select max(id) from publication where revision = :revision)
            """)
        .param("revision", revision)
        .update();
  }

  @Nullable String inFolder() {
    return db.sql("select revision from publication where in_folder order by id desc limit 1")
        .query(String.class)
        .optional()
        .orElse(null);
  }

  List<Publication> history(@Nullable Long before, int most) {
    return db.sql(
            """
            select * from publication where id < :before order by id desc limit :most
            """)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("most", most)
        .query(
            (row, n) ->
                new Publication(
                    row.getLong("id"),
                    row.getString("revision"),
                    row.getString("parent"),
                    row.getString("who"),
                    Publication.How.of(row.getString("how")),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    Json.map(row.getString("options")),
                    row.getBoolean("in_folder")))
        .list();
  }

  @Nullable String published() {
    return db.sql("select revision from published").query(String.class).optional().orElse(null);
  }

  @Nullable String hold() {
    return db.sql("select revision from published for share")
        .query(String.class)
        .optional()
        .orElse(null);
  }

  boolean knows(String hash) {
    return db.sql("select exists (select from revision where hash = :hash)")
        .param("hash", hash)
        .query(Boolean.class)
        .single();
  }

  RuleFolder load(String hash) {
    Map<String, Object> files =
        Json.map(
            db.sql("select files from revision where hash = :hash")
                .param("hash", hash)
                .query(String.class)
                .single());
    return RuleFolder.of(
        files.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString())));
  }
}
