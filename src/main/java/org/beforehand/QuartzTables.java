package org.beforehand;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * V2: the tables of the timetable, as Quartz itself ships them for PostgreSQL. Its script begins by
 * dropping them; that part is left out, so that no run of it can ever cost a cluster its timetable.
 */
final class QuartzTables implements JavaMigration {
  private static final String SCRIPT = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("2");
  }

  @Override
  public String getDescription() {
    return "quartz";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws Exception {
    try (Statement statement = context.getConnection().createStatement()) {
      for (String part : script().split(";", -1)) {
        String sql = part.strip();
        if (sql.regionMatches(true, 0, "CREATE ", 0, "CREATE ".length())) {
          statement.execute(sql);
        }
      }
    }
  }

  /** Without its comments, which hold semicolons of their own. */
  private static String script() throws IOException {
    try (InputStream in = QuartzTables.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new FileNotFoundException(SCRIPT);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^\\s*--.*$", "");
    }
  }
}
