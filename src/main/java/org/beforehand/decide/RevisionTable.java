package org.beforehand.decide;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.beforehand.customer.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** revision and published: what the rules folder held, under the hash of its content. */
final class RevisionTable {

  private final JdbcClient db;

  RevisionTable(JdbcClient db) {
    this.db = db;
  }

  void save(RuleFolder folder, Instant at) {
    db.sql(
            """
            insert into revision (hash, files, read_at) values (:hash, :files::jsonb, :at)
            on conflict (hash) do nothing
            """)
        .param("hash", folder.hash())
        .param("files", Json.write(folder.files()))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    db.sql(
            """
            insert into published as p (revision, at) values (:hash, :at)
            on conflict (one) do update
               set revision = excluded.revision, parent = p.revision, at = excluded.at
             where p.revision <> excluded.revision
            """)
        .param("hash", folder.hash())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  @Nullable String published() {
    return db.sql("select revision from published").query(String.class).optional().orElse(null);
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
