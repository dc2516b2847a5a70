package org.beforehand.intake;

/** What the rows of a file are. */
enum RecordKind {
  CUSTOMER,
  EVENT
}
