package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.beforehand.deliver.MessageText;
import org.beforehand.deliver.MessageText.Part;
import org.beforehand.deliver.MessageText.Use;
import org.beforehand.studio.Finding.Severity;

/**
 * Texts that speak of an estimate and say nothing for when there is none, as at most outages. A
 * subject may do without.
 */
final class NoEstimate implements Lint {

  private static final Pattern ESTIMATE = Pattern.compile("\\{\\{\\s*incident\\.eta\\s*\\}\\}");
  private static final Pattern SECTION = Pattern.compile("\\{\\{#\\s*incident\\.eta\\s*\\}\\}");
  private static final Pattern WITHOUT = Pattern.compile("\\{\\{\\^\\s*incident\\.eta\\s*\\}\\}");

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (MessageText text : written.texts()) {
      for (Part part : text.parts()) {
        boolean said =
            WITHOUT.matcher(part.text()).find()
                || part.use() == Use.SUBJECT && SECTION.matcher(part.text()).find();
        if (ESTIMATE.matcher(part.text()).find() && !said) {
          findings.add(
              new Finding(
                  text.file(),
                  part.lineOf(ESTIMATE),
                  Severity.WARNING,
                  "it says nothing for when no estimate is known; write"
                      + " {{#incident.eta}}...{{/incident.eta}} around what needs one, and"
                      + " {{^incident.eta}}what to say without{{/incident.eta}}"));
        }
      }
    }
    return findings;
  }
}
