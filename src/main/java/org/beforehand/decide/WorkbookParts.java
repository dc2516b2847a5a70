package org.beforehand.decide;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What an {@code .xlsx} file is made of, looked at before it is opened: it is a ZIP file, and may
 * unpack to far more than it shows, or carry what is no table.
 */
final class WorkbookParts {

  /** In bytes, unpacked; a table of as many rows and columns as may be takes half of it. */
  private static final long LARGEST = 8L * 1024 * 1024;

  private static final int MOST_PARTS = 100;

  private static final Pattern NO_TABLE =
      Pattern.compile(
          ".*(vbaproject|/macrosheets/|/externallinks/|/embeddings/|/activex/|/ctrlprops/|/querytables/|connections\\.xml).*");

  private WorkbookParts() {}

  /**
   * @throws RulesRefused if it is too large or more than a table
   */
  static void check(String file, byte[] workbook) {
    byte[] some = new byte[8192];
    long bytes = 0;
    int parts = 0;
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
      for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
        String name = part.getName().toLowerCase(Locale.ROOT).replace('\\', '/');
        if (NO_TABLE.matcher("/" + name).matches()) {
          throw YamlNode.refused(
              file,
              1,
              "expected a table without macros, links to other files and embedded objects");
        }
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
          bytes += n;
          if (bytes > LARGEST) {
            break;
          }
        }
        if (++parts > MOST_PARTS || bytes > LARGEST) {
          throw YamlNode.refused(
              file, 1, "expected at most " + LARGEST / 1024 / 1024 + " MB when it is unpacked");
        }
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      throw YamlNode.refused(file, 1, "this is no spreadsheet (.xlsx) that can be read");
    }
  }
}
