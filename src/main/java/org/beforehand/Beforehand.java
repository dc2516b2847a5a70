package org.beforehand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: its commands and what they answer to the shell. */
@Command(
    name = "beforehand",
    mixinStandardHelpOptions = true,
    description = "Reaches customers before they have to reach you, and can say why.",
    subcommands = {
      Serve.class,
      CheckCommand.class,
      VocabularyCommand.class,
      Import.class,
      StaffCommand.class,
      Simulate.class,
      Bench.class
    })
public final class Beforehand implements Runnable {

  /** All went well. */
  static final int OK = 0;

  /** It ran, and found something wrong, or failed on the way. */
  static final int FINDINGS = 1;

  /** It could not run as it was called or set up. */
  static final int USAGE = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Beforehand() {}

  /**
   * Runs one command and ends the JVM with its exit code: 0 for all well, 1 for findings or a
   * failure, 2 for a call or a set-up it cannot work with.
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Beforehand());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          CannotStart known = CannotStart.in(failure);
          if (known == null) {
            failure.printStackTrace(command.getErr());
            return FINDINGS;
          }
          command.getErr().println(known.getMessage());
          return known.exitCode();
        });
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
