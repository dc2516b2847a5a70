package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import org.beforehand.studio.Staff;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class WhoMayAskTest {
  private static final String HERE = "127.0.0.1";
  private static final String THERE = "192.0.2.7";
  private static final Staff STAFF =
      new Staff(JdbcClient.create(TestDatabase.fresh().dataSource()));

  private static MockHttpServletRequest from(String address, String path) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.setRemoteAddr(address);
    request.addHeader("Host", "localhost:8080");
    return request;
  }

  private static int answer(String token, MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new WhoMayAsk(token, new Accounts(STAFF)).doFilter(request, response, new MockFilterChain());
    return response.getStatus();
  }

  private static MockHttpServletRequest with(MockHttpServletRequest request, String token) {
    request.addHeader("Authorization", "Bearer " + token);
    return request;
  }

  @Test
  void without_a_token_only_this_machine_may_ask() throws Exception {
    assertThat(answer(null, from(HERE, "/api/calls"))).isEqualTo(200);
    assertThat(answer("", from("0:0:0:0:0:0:0:1", "/"))).isEqualTo(200);
    assertThat(answer(null, from(THERE, "/api/calls"))).isEqualTo(403);
    assertThat(answer(null, from(THERE, "/mailbox"))).isEqualTo(403);
    assertThat(answer(null, with(from(THERE, "/api/calls"), ""))).isEqualTo(403);
  }

  @Test
  void with_a_token_the_api_asks_for_it_everywhere() throws Exception {
    assertThat(answer("secret", from(HERE, "/api/calls"))).isEqualTo(401);
    assertThat(answer("secret", with(from(HERE, "/api/calls"), "secret"))).isEqualTo(200);
    assertThat(answer("secret", with(from(THERE, "/api/calls"), "secret"))).isEqualTo(200);
    assertThat(answer("secret", with(from(THERE, "/api/calls"), "secrets"))).isEqualTo(401);
    assertThat(answer("secret", from(HERE, "/mailbox"))).isEqualTo(200);
    assertThat(answer("secret", from(THERE, "/mailbox"))).isEqualTo(401);
  }

  private static MockHttpServletRequest posted(String site, String origin) {
    MockHttpServletRequest request = from(HERE, "/calls/4");
    request.setMethod("POST");
    if (site != null) {
      request.addHeader("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    return request;
  }

  @Test
  void a_page_of_somebody_elses_makes_no_browser_change_anything() throws Exception {
    assertThat(answer(null, posted("same-origin", "http://localhost:8080"))).isEqualTo(200);
    assertThat(answer(null, posted("none", null))).isEqualTo(200);
    assertThat(answer(null, posted(null, null))).isEqualTo(200);
    assertThat(answer(null, posted(null, "http://localhost:8080"))).isEqualTo(200);
    assertThat(answer(null, posted("cross-site", "http://localhost:8080"))).isEqualTo(403);
    assertThat(answer(null, posted("same-site", null))).isEqualTo(403);
    assertThat(answer(null, posted(null, "http://evil.example"))).isEqualTo(403);
    assertThat(answer(null, posted(null, "http://localhost:9090"))).isEqualTo(403);
    assertThat(answer(null, posted(null, "null"))).isEqualTo(403);
    assertThat(answer("secret", with(posted("cross-site", null), "secret"))).isEqualTo(403);
    MockHttpServletRequest looks = from(HERE, "/calls");
    looks.addHeader("Sec-Fetch-Site", "cross-site");
    assertThat(answer(null, looks)).isEqualTo(200);
  }

  @Test
  void with_a_token_whoever_changes_something_on_a_page_presents_it_as_a_password()
      throws Exception {
    assertThat(answer("secret", posted("same-origin", null))).isEqualTo(401);
    assertThat(answer("secret", basic("c2FsbHk6c2VjcmV0"))).isEqualTo(200);
    assertThat(answer("secret", basic("c2FsbHk6c2VjcmV0cw=="))).isEqualTo(401);
    assertThat(answer("secret", basic("c2FsbHk="))).isEqualTo(401);
    assertThat(answer("secret", basic("not base64"))).isEqualTo(401);
    MockHttpServletResponse asks = new MockHttpServletResponse();
    new WhoMayAsk("secret", new Accounts(STAFF))
        .doFilter(posted("same-origin", null), asks, new MockFilterChain());
    assertThat(asks.getHeader("WWW-Authenticate")).isEqualTo("Basic realm=\"Beforehand\"");
  }

  private static MockHttpServletRequest basic(String both) {
    MockHttpServletRequest request = posted("same-origin", null);
    request.addHeader("Authorization", "Basic " + both);
    return request;
  }

  @Test
  void what_comes_through_a_proxy_or_under_a_strange_name_is_not_this_machine() throws Exception {
    MockHttpServletRequest proxied = from(HERE, "/api/calls");
    proxied.addHeader("X-Forwarded-For", HERE);
    assertThat(answer(null, proxied)).isEqualTo(403);
    MockHttpServletRequest rebound = new MockHttpServletRequest("GET", "/api/calls");
    rebound.setRemoteAddr(HERE);
    rebound.addHeader("Host", "evil.example");
    assertThat(answer(null, rebound)).isEqualTo(403);
  }

  @Test
  void health_may_be_asked_by_everybody() throws Exception {
    assertThat(answer(null, from(THERE, "/actuator/health"))).isEqualTo(200);
    assertThat(answer(null, from(THERE, "/actuator/prometheus"))).isEqualTo(403);
  }

  @Test
  void customers_follow_the_links_of_their_mails_and_nothing_else() throws Exception {
    assertThat(answer("secret", from(THERE, "/p/4-p66R3bP2raJp1IjlEBM0aw"))).isEqualTo(200);
    assertThat(answer("secret", from(THERE, "/o/4-p66R3bP2raJp1IjlEBM0aw"))).isEqualTo(200);
    assertThat(answer("secret", from(THERE, "/beforehand.css"))).isEqualTo(200);
    assertThat(answer("secret", from(THERE, "/"))).isEqualTo(401);
  }

  @Test
  void a_detour_past_what_is_open_needs_a_token() throws Exception {
    for (String way :
        new String[] {
          "/p/../api/events",
          "/p/x/../../api/events",
          "/p/%2e%2e/api/events",
          "/p/..;/api/events",
          "/p//../api/events",
          "/p/x;/../../api/events",
          "/actuator/health/../../api/events",
          "/actuator/health;/../../api/events",
          "/actuator/healthy",
          "/beforehand.css/../api/events",
          "/p/x/y"
        }) {
      MockHttpServletRequest request = from(HERE, way);
      // As the server reads it.
      request.setServletPath("/api/events");
      assertThat(answer("secret", request)).as(way).isEqualTo(401);
    }
  }
}
