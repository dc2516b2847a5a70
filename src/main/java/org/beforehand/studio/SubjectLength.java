package org.beforehand.studio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.beforehand.deliver.MessageText;
import org.beforehand.deliver.MessageText.Use;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.fact.Channel;
import org.beforehand.studio.Finding.Severity;

/** Subjects that mail programs cut off, filled in with an example; a wide letter counts twice. */
final class SubjectLength implements Lint {

  /** What a mail program on a small screen in its long side shows. */
  private static final int MOST = 70;

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (MessageText text : written.texts()) {
      Optional<String> longest =
          written.read(text, Channel.EMAIL).stream()
              .map(Rendered::subject)
              .flatMap(Stream::ofNullable)
              .max(Comparator.comparingInt(SubjectLength::width));
      if (longest.isPresent() && width(longest.get()) > MOST) {
        findings.add(
            new Finding(
                text.file(),
                text.parts().stream()
                    .filter(part -> part.use() == Use.SUBJECT)
                    .mapToInt(MessageText.Part::line)
                    .findFirst()
                    .orElse(1),
                Severity.ADVICE,
                "the subject is "
                    + width(longest.get())
                    + " letters wide, and many mail programs cut it off after "
                    + MOST
                    + ": \""
                    + longest.get()
                    + "\"; say it in fewer words"));
      }
    }
    return findings;
  }

  private static int width(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c) ? 2 : 1).sum();
  }
}
