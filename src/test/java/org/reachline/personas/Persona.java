package org.reachline.personas;

/**
 * The people of the demonstration realm, as {@code keycloak-realm/reachline-users-0.json} has them.
 */
public enum Persona {
  COORDINATOR("coordinator", "Corinne Adler", "coordinator"),
  HUB("hub", "Dr Hanna Okafor", "hub"),
  COACH("coach", "Cole Whitfield", "coach"),
  CLINICIAN("clinician", "Mara Jensen", "clinician"),
  RESEARCHER("researcher", "Rene Castillo", "researcher"),
  BLINDED_RESEARCHER("blinded", "Bea Lindqvist", "researcher"),
  OUTSIDER("outsider", "Otis Frame", "clinician");

  /** Everybody's password in the demonstration. */
  public static final String PASSWORD = "reachline-demo";

  private final String mailbox;
  private final String fullName;
  private final String role;

  Persona(String mailbox, String fullName, String role) {
    this.mailbox = mailbox;
    this.fullName = fullName;
    this.role = role;
  }

  /** Mail address, which is the user name as well. */
  public String email() {
    return mailbox + "@demo.reachline.example";
  }

  /** Name as it shows on pages. */
  public String fullName() {
    return fullName;
  }

  /** The realm role. */
  public String role() {
    return role;
  }
}
