package org.beforehand.studio;

import java.util.List;

/** One thing to look for in rules that compile, beside messages that can be read. */
interface Lint {

  /** What an author should know; none of it keeps the rules from being published. */
  List<Finding> of(Written written);
}
