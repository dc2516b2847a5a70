package org.beforehand.console;

import org.beforehand.studio.NotKnown;
import org.beforehand.studio.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Failures of ours, told without internals; those of the caller are told by the framework. */
@RestControllerAdvice(basePackageClasses = Api.class)
final class ApiProblems {
  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> databaseAway(RuntimeException failure) {
    LOG.warn("the database did not answer: {}", failure.getClass().getSimpleName());
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "5")
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer; ask again"));
  }

  /** What was asked for does not go; where the check says why, with what it found. */
  @ExceptionHandler(Refused.class)
  ProblemDetail refused(Refused refused) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            status(refused.why()), String.valueOf(refused.getMessage()));
    if (!refused.findings().isEmpty()) {
      problem.setProperty(
          "findings", refused.findings().stream().map(DraftsApi.Found::of).toList());
    }
    return problem;
  }

  static HttpStatus status(Refused.Why why) {
    return switch (why) {
      case UNKNOWN -> HttpStatus.NOT_FOUND;
      case WRONG -> HttpStatus.BAD_REQUEST;
      case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
      case CONFLICT -> HttpStatus.CONFLICT;
      case UNFIT -> HttpStatus.UNPROCESSABLE_ENTITY;
      case TOO_OFTEN -> HttpStatus.TOO_MANY_REQUESTS;
    };
  }

  @ExceptionHandler(NotKnown.class)
  ProblemDetail notKnown(NotKnown what) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, what.getMessage());
  }

  @ExceptionHandler({IllegalStateException.class, NullPointerException.class})
  ProblemDetail ourFault(RuntimeException failure) {
    LOG.error("a request failed", failure);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR, "this is our fault; it is in the log");
  }
}
