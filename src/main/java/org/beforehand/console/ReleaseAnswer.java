package org.beforehand.console;

import java.util.Locale;
import java.util.Set;
import org.beforehand.studio.Releases;

/**
 * What was published, as the API says it.
 *
 * @param folder what became of the rules folder: written, no_folder, differs or failed
 */
record ReleaseAnswer(
    String revision,
    String parent,
    Set<String> campaigns,
    long customers,
    int takenBack,
    String folder) {

  static ReleaseAnswer of(Releases.Released released) {
    return new ReleaseAnswer(
        released.revision(),
        released.parent(),
        released.campaigns(),
        released.customers(),
        released.takenBack(),
        released.folder().name().toLowerCase(Locale.ROOT));
  }
}
