package org.beforehand;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rules folder of commands that only read one. */
final class RulesOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      defaultValue = "${env:BEFOREHAND_RULES:-rules}",
      description = "the folder of campaigns, ${DEFAULT-VALUE} unless told")
  private Path rules = Path.of("rules");

  /** A folder that is there. */
  Path folder() {
    if (!Files.isDirectory(rules)) {
      throw new ParameterException(spec.commandLine(), "there is no folder " + rules);
    }
    return rules;
  }
}
