package org.beforehand.console;

import java.util.Locale;
import java.util.Set;
import org.beforehand.studio.Releases;

/**
 * What was published, as the API says it.
 *
 * @param takenBack messages that waited and will not leave
 * @param anew messages that waited and are decided anew
 * @param folder what became of the rules folder: written, no_folder, differs or failed
 */
record ReleaseAnswer(
    String revision,
    String parent,
    Set<String> campaigns,
    long customers,
    int takenBack,
    int anew,
    String folder) {

  static ReleaseAnswer of(Releases.Released released) {
    return new ReleaseAnswer(
        released.revision(),
        released.parent(),
        released.campaigns(),
        released.customers(),
        released.takenBack(),
        released.anew(),
        released.folder().name().toLowerCase(Locale.ROOT));
  }
}
