package org.beforehand.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** What every answer tells a browser not to do. */
final class StrictHeaders extends OncePerRequestFilter {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'%s; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private static final String STRICT = POLICY.formatted("");

  /**
   * A captured mail is shown inside the page and so under the page's policy; mails carry their
   * styles with them. It has no scripts, no forms and no pictures from elsewhere, whatever it says.
   */
  private static final String AROUND_A_MAIL = POLICY.formatted(" 'unsafe-inline'");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean mail = request.getRequestURI().startsWith("/mailbox/");
    response.setHeader("Content-Security-Policy", mail ? AROUND_A_MAIL : STRICT);
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Others never learn where somebody came from; our own forms say it, so that they are known.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
    chain.doFilter(request, response);
  }
}
