package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.http.common.HttpConsumer;
import org.beforehand.customer.Json;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP routes begin: {@code servlet:/events} is {@code /api/events}. What no route takes,
 * by address and method, goes on to the pages.
 *
 * <p>A servlet and not platform-http: that one hands each request to another thread and dispatches
 * it twice, which took longer than everything else about a post, and it answers 405 for the methods
 * of an address that are a page's.
 */
final class RouteServlet extends CamelHttpTransportServlet {
  private static final String PAGES = "dispatcherServlet";

  private volatile boolean leaving;

  /** A route goes only when the program does. */
  @Override
  public void disconnect(HttpConsumer consumer) {
    leaving = true;
    super.disconnect(consumer);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (getServletResolveConsumerStrategy().resolve(http, getConsumers()) != null) {
      super.service(request, response);
    } else if (leaving) {
      // The pages would say that there is no such address, and the sender would believe it.
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setStatus(Answer.UNAVAILABLE);
      answer.setHeader("Retry-After", Answer.RETRY_AFTER);
      answer.setContentType("application/problem+json");
      answer.getOutputStream().write(Json.write(Answer.unavailable().body()).getBytes(UTF_8));
    } else {
      getServletContext().getNamedDispatcher(PAGES).forward(new ForPages(http), response);
    }
  }

  /** The request as it would be if there were only pages: no part of its path is a mapping's. */
  private static final class ForPages extends HttpServletRequestWrapper {
    ForPages(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getServletPath() {
      String path = super.getServletPath();
      return super.getPathInfo() == null ? path : path + super.getPathInfo();
    }

    @Override
    public @Nullable String getPathInfo() {
      return null;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
      return new HttpServletMapping() {
        @Override
        public String getMatchValue() {
          return "";
        }

        @Override
        public String getPattern() {
          return "/";
        }

        @Override
        public String getServletName() {
          return PAGES;
        }

        @Override
        public MappingMatch getMappingMatch() {
          return MappingMatch.DEFAULT;
        }
      };
    }
  }
}
