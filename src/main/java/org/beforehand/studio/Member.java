package org.beforehand.studio;

import java.util.List;

/**
 * Whoever asks: a member of staff, or something that acts like one.
 *
 * @param name of staff, or one of {@link #NOT_STAFF}
 */
public record Member(String name, Role role) {

  /** The request attribute under which the front door hands on who asks. */
  public static final String ATTRIBUTE = "org.beforehand.studio.Member";

  /** A program that presents the API's token. */
  public static final Member MACHINE = new Member("machine", Role.OPERATOR);

  /** Somebody at this machine, while there are neither accounts nor a token. */
  public static final Member HERE = new Member("this-machine", Role.OPERATOR);

  /** Names that no member of staff can have. */
  static final List<String> NOT_STAFF = List.of(MACHINE.name, HERE.name, "folder");

  /** Whether it is a person with a token, and not a program or whoever sits here. */
  boolean isStaff() {
    return !NOT_STAFF.contains(name);
  }

  /**
   * @throws Refused if this member has none of these roles
   */
  void mustBe(String toDoWhat, Role... roles) {
    if (!List.of(roles).contains(role)) {
      String words = String.join(" or ", List.of(roles).stream().map(Role::word).toList());
      throw new Refused(
          Refused.Why.NOT_ALLOWED,
          "expected an " + words + " to " + toDoWhat + "; " + name + " is an " + role.word());
    }
  }
}
