package org.beforehand;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a page of somebody else's makes a browser ask. Browsers say where a request comes from
 * and let no page change that: in Sec-Fetch-Site, or at least, where the connection is not secure,
 * in Origin. What says neither is no browser's.
 */
final class StrangePage {

  private static final Set<String> OURS = Set.of("same-origin", "none");
  private static final Pattern SCHEME = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);

  private StrangePage() {}

  static boolean asks(HttpServletRequest request) {
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OURS.contains(site);
    }
    @Nullable String origin = request.getHeader("Origin");
    return origin != null
        && !SCHEME.matcher(origin).replaceFirst("").equalsIgnoreCase(request.getHeader("Host"));
  }
}
