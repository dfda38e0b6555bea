package org.reachline.asked;

import java.util.Locale;

/** Who walks; their records stand in {@code people.sql}. */
enum Walking {
  COORDINATOR("coordinator"),
  HUB("hub"),
  COACH("coach"),
  CLINICIAN("clinician"),
  RESEARCHER("researcher"),
  BLINDED("researcher"),
  OUTSIDER("clinician");

  private final String role;

  Walking(String role) {
    this.role = role;
  }

  void signIn() {
    Walker.signIn("walk-" + name().toLowerCase(Locale.ROOT) + "@grown.example", role);
  }
}
