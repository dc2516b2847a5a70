package org.beforehand;

/** The program. */
public final class Beforehand {
  private Beforehand() {}

  public static void main(String[] args) {}
}
