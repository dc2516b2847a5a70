package org.beforehand.deliver;

/** A message in the words of one channel, ready to be handed over. */
sealed interface Letter permits Mail, Text {

  /** Where it goes, as the customer's record has it. */
  String address();
}
