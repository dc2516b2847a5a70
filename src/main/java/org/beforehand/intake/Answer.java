package org.beforehand.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sender over HTTP is told.
 *
 * @param body an object, written as JSON; a problem document (RFC 9457) where {@code problem} says
 *     so
 */
record Answer(int status, boolean problem, Map<String, Object> body) {
  static final int OK = 200;
  static final int ACCEPTED = 202;
  static final int BAD_REQUEST = 400;
  static final int UNSUPPORTED = 415;
  static final int FAILED = 500;
  static final int UNAVAILABLE = 503;

  /** How long a sender may wait before it tries again, in seconds. */
  static final String RETRY_AFTER = "5";

  private static final Map<Integer, String> TITLES =
      Map.of(
          BAD_REQUEST, "Bad Request",
          UNSUPPORTED, "Unsupported Media Type",
          FAILED, "Internal Server Error",
          UNAVAILABLE, "Service Unavailable");

  static Answer good(int status, Map<String, Object> body) {
    return new Answer(status, false, body);
  }

  static Answer problem(int status, String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", TITLES.getOrDefault(status, "Error"));
    body.put("status", status);
    body.put("detail", detail);
    return new Answer(status, true, body);
  }

  static Answer problem(int status, String detail, List<Map<String, Object>> results) {
    Answer answer = problem(status, detail);
    answer.body.put("results", results);
    return answer;
  }

  static Answer unavailable() {
    return problem(UNAVAILABLE, "nothing was stored for certain; send the same again");
  }
}
