package org.beforehand.customer;

/**
 * A customer record that cannot be taken. The message is for whoever wrote the record: {@code
 * FIELD: expected ..., found ...}.
 */
public final class BadRecord extends Exception {
  private final String field;

  BadRecord(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
  }

  /** The place in the record, such as {@code birthday} or {@code consent.marketing}. */
  public String field() {
    return field;
  }
}
