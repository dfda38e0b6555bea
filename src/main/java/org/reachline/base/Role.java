package org.reachline.base;

import java.util.Locale;
import java.util.Optional;

/** What a person does in the trial. The names are the realm roles of Keycloak, in lower case. */
public enum Role {
  /** Trial manager: enrols, allocates, invites, sees every site and arm. */
  COORDINATOR("Coordinator"),
  /** Subject-matter expert or hub team: hosts ECHO sessions. */
  HUB("Hub team"),
  /** Implementation coach of some of the sites. */
  COACH("Coach"),
  /** Works at a site: joins sessions and reports the month. */
  CLINICIAN("Site clinician"),
  /** Statistician or investigator: exports and compares; sees arms only if not blinded. */
  RESEARCHER("Researcher");

  /** Role names for {@code @RolesAllowed}, which wants constants. */
  public static final String COORDINATOR_ = "coordinator",
      HUB_ = "hub",
      COACH_ = "coach",
      CLINICIAN_ = "clinician",
      RESEARCHER_ = "researcher";

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The role in words, for pages. */
  public String label() {
    return label;
  }

  /** The realm role's name in Keycloak. */
  public String realmName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that a realm role names, or empty for Keycloak's own roles. */
  public static Optional<Role> find(String realmName) {
    for (Role role : values()) {
      if (role.realmName().equals(realmName)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
