package org.beforehand.goodwill;

/** The key of codes was sealed with another secret than is given, or none is given. */
public final class WrongSecret extends RuntimeException {
  WrongSecret() {
    super("the key of codes is sealed with another secret");
  }
}
