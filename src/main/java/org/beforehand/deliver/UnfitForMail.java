package org.beforehand.deliver;

/** A mail that must not be put on the wire, found before anything was. */
final class UnfitForMail extends Exception {

  private final boolean addressIsBad;

  UnfitForMail(String reason, boolean addressIsBad) {
    super(reason);
    this.addressIsBad = addressIsBad;
  }

  /** Why, in words that hold nothing personal. */
  String reason() {
    return String.valueOf(getMessage());
  }

  boolean addressIsBad() {
    return addressIsBad;
  }
}
