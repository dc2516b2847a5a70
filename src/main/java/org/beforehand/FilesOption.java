package org.beforehand;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Files of customers and of events, and which of their columns is what. */
final class FilesOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--customers",
      paramLabel = "FILE",
      description = "customer records; *.csv is CSV, anything else JSON Lines")
  private @Nullable Path customers;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "events, in any order; *.csv is CSV, anything else JSON Lines")
  private @Nullable Path events;

  @Option(
      names = "--customers-map",
      paramLabel = "FILE",
      description = "which column is which field of a customer, as import's --map")
  @Nullable Path customersMap;

  @Option(
      names = "--events-map",
      paramLabel = "FILE",
      description = "which column is which field of an event, as import's --map")
  @Nullable Path eventsMap;

  boolean none() {
    return customers == null && events == null;
  }

  /** The customers' file, which can be read; null where none is named. */
  @Nullable Path customers() {
    return readable(customers);
  }

  /** The events' file, which can be read; null where none is named. */
  @Nullable Path events() {
    return readable(events);
  }

  private @Nullable Path readable(@Nullable Path file) {
    if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw new ParameterException(
          spec.commandLine(), "There is no file " + file + " that can be read.");
    }
    return file;
  }
}
