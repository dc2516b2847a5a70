package org.beforehand;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the embedded PostgreSQL is set up: on the loopback, and fit for the machine. */
final class PostgresSettings {
  private static final long MEGABYTE = 1024 * 1024;
  private static final long LEAST_BUFFERS = 128;
  private static final long MOST_BUFFERS = 1024;

  private PostgresSettings() {}

  /** For data that nobody needs once the program ends; setting to value. */
  static Map<String, String> throwaway() {
    Map<String, String> settings = forThisMachine();
    settings.put("fsync", "off");
    settings.put("synchronous_commit", "off");
    settings.put("full_page_writes", "off");
    settings.put("wal_level", "minimal");
    settings.put("max_wal_senders", "0");
    settings.put("max_wal_size", "16GB");
    settings.put("checkpoint_timeout", "1h");
    settings.put("work_mem", "64MB");
    // The same small statements a hundred thousand times: to plan one takes longer than to run it.
    settings.put("plan_cache_mode", "force_generic_plan");
    return settings;
  }

  /** Durable; setting to value, none of them with a blank in it. */
  static Map<String, String> forThisMachine() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
            / MEGABYTE;
    long buffers = Math.min(MOST_BUFFERS, Math.max(LEAST_BUFFERS, memory / 8));
    Map<String, String> settings = new LinkedHashMap<>();

    // An answered commit is on the disk.
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");

    // Nobody from outside, and no socket files to leave lying.
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "60");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");

    settings.put("shared_buffers", buffers + "MB");
    settings.put("effective_cache_size", Math.max(2 * buffers, memory / 2) + "MB");
    settings.put("work_mem", "16MB");
    settings.put("maintenance_work_mem", Math.max(64, buffers / 4) + "MB");
    settings.put("wal_buffers", "16MB");
    settings.put("min_wal_size", "256MB");
    settings.put("max_wal_size", "4GB");
    settings.put("checkpoint_timeout", "15min");
    settings.put("checkpoint_completion_target", "0.9");
    settings.put("random_page_cost", "1.1");
    settings.put("max_locks_per_transaction", "256");
    // Statements here are many and small: compiling or spreading one costs more than it saves.
    settings.put("jit", "off");
    settings.put("max_parallel_workers_per_gather", "0");

    // The queues turn over all the time; their dead rows must go before they pile up.
    settings.put("autovacuum_naptime", "10s");
    settings.put("autovacuum_vacuum_scale_factor", "0.05");
    settings.put("autovacuum_analyze_scale_factor", "0.05");
    settings.put("autovacuum_vacuum_cost_limit", "2000");

    // A statement or a row in the log would put customers' data there.
    settings.put("log_min_error_statement", "panic");
    settings.put("log_error_verbosity", "terse");
    settings.put("log_checkpoints", "off");
    return settings;
  }
}
