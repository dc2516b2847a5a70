package org.beforehand.decide;

import java.util.Set;

/**
 * The campaigns that somebody has stopped: a setting of the installation and no part of the rules,
 * but handed to the gates together with them, so that deciding stays a pure function.
 *
 * @param campaigns their names; {@link #ALL} among them stops every campaign
 */
public record Stopped(Set<String> campaigns) {

  /** Stands for every campaign. */
  public static final String ALL = "*";

  static final Stopped NONE = new Stopped(Set.of());

  /** Whether nothing of this campaign may be decided or leave. */
  public boolean stops(String campaign) {
    return campaigns.contains(campaign) || campaigns.contains(ALL);
  }
}
