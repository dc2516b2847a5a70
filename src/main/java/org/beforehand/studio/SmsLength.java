package org.beforehand.studio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.beforehand.deliver.MessageText;
import org.beforehand.deliver.MessageText.Use;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.deliver.SmsParts;
import org.beforehand.fact.Channel;
import org.beforehand.studio.Finding.Severity;

/** Text messages of many parts, each of which is paid for. */
final class SmsLength implements Lint {

  private static final int MOST_PARTS = 2;

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (MessageText text : written.texts()) {
      Optional<SmsParts> longest =
          written.read(text, Channel.SMS).stream()
              .map(Rendered::sms)
              .flatMap(Stream::ofNullable)
              .map(SmsParts::of)
              .max(Comparator.comparingInt(SmsParts::parts));
      if (longest.isPresent() && longest.get().parts() > MOST_PARTS) {
        findings.add(
            new Finding(
                text.file(),
                text.parts().stream()
                    .filter(part -> part.use() == Use.SMS)
                    .mapToInt(MessageText.Part::line)
                    .findFirst()
                    .orElse(1),
                Severity.WARNING,
                "the text message takes " + longest.get() + "; say it in fewer words"));
      }
    }
    return findings;
  }
}
