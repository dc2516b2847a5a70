package org.beforehand.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of one campaign: its sentences or its engineers' rules, and its decision table. */
final class CampaignRules {

  private CampaignRules() {}

  /**
   * @throws RulesRefused with every problem found
   */
  static List<RuleCode> read(Campaign campaign, Map<String, String> files, Vocabulary vocabulary) {
    String sentences = campaign.name() + "/rules.dslr";
    String engineers = campaign.name() + "/rules.drl";
    if (files.containsKey(sentences) && files.containsKey(engineers)) {
      throw YamlNode.refused(
          engineers, 1, "a campaign has rules.dslr or rules.drl; this one has both");
    }
    List<RuleCode> codes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    if (files.containsKey(sentences)) {
      String text = files.get(sentences);
      SentenceRules rules = new SentenceRules(campaign.name(), sentences, vocabulary);
      String code = Compilation.attempt(problems, () -> rules.toCode(text));
      codes.add(
          RuleCode.of(
              campaign,
              sentences,
              code == null ? "" : code,
              rules.conditions(),
              null,
              rules.mentions()));
    }
    if (files.containsKey(engineers)) {
      String text = files.get(engineers);
      String code =
          Compilation.attempt(
              problems, () -> EngineersRules.toCode(campaign.name(), engineers, text));
      codes.add(
          RuleCode.of(campaign, engineers, code == null ? "" : code, Map.of(), null, List.of()));
    }
    RuleCode table = Compilation.attempt(problems, () -> table(campaign, files, vocabulary));
    if (table != null) {
      codes.add(table);
    }
    if (problems.isEmpty()) {
      onlyOnce(codes, problems);
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    if (codes.isEmpty()) {
      throw YamlNode.refused(
          sentences,
          1,
          "this file is missing: a campaign's rules stand in rules.dslr (sentences), or in "
              + TableRules.CSV
              + " or "
              + TableRules.XLSX
              + " (a decision table)");
    }
    return codes;
  }

  private static @Nullable RuleCode table(
      Campaign campaign, Map<String, String> files, Vocabulary vocabulary) {
    String csv = campaign.name() + "/" + TableRules.CSV;
    String xlsx = campaign.name() + "/" + TableRules.XLSX;
    String comma = files.get(csv);
    String sheet = files.get(xlsx);
    if (comma != null && sheet != null) {
      throw YamlNode.refused(xlsx, 1, "a campaign has one decision table; this one has two");
    }
    if (comma == null && sheet == null) {
      return null;
    }
    TableCells cells =
        comma != null
            ? TableCells.ofCsv(csv, comma)
            : Spreadsheet.read(xlsx, Objects.requireNonNull(sheet));
    return RuleCode.of(campaign, TableRules.render(campaign.name(), cells, vocabulary));
  }

  /** A name stands once in a campaign, in whichever of its files. */
  private static void onlyOnce(List<RuleCode> codes, List<Problem> problems) {
    Map<String, WrittenRule> seen = new HashMap<>();
    for (RuleCode code : codes) {
      for (WrittenRule rule : code.rules()) {
        WrittenRule other = seen.putIfAbsent(rule.name(), rule);
        if (other != null && !other.file().equals(rule.file())) {
          problems.add(
              new Problem(
                  rule.file(),
                  rule.line(),
                  "there is a rule of this name in " + other.file() + " already"));
        }
      }
    }
  }
}
