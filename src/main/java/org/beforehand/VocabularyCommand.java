package org.beforehand;

import java.util.concurrent.Callable;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.RulesRefused;
import org.beforehand.decide.VocabularyPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the sentences authors may use; needs no database and starts no server. */
@Command(
    name = "vocabulary",
    mixinStandardHelpOptions = true,
    description = "Prints every sentence that rules may be made of, with an example, in Markdown.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:printed", "1:the vocabulary cannot be read", "2:there is no such folder"})
final class VocabularyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RulesOption rules = new RulesOption();

  @Override
  public Integer call() {
    try {
      spec.commandLine().getOut().print(VocabularyPage.of(RuleFolder.read(rules.folder())));
      spec.commandLine().getOut().flush();
      return Beforehand.OK;
    } catch (RulesRefused refused) {
      refused.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
      return Beforehand.FINDINGS;
    }
  }
}
