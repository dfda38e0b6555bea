package org.reachline.launch;

import java.util.List;

/**
 * Somebody of {@code keycloak-realm/reachline-users-0.json}, made up, as whom the demonstration is
 * tried.
 *
 * @param address mail address to sign in with
 * @param name first and last name
 * @param calledBy what a button calls them
 * @param part what they are in the trial
 * @param sees what is worth looking at as this person
 */
public record DemoPerson(String address, String name, String calledBy, String part, String sees) {
  /** Everybody's password; it is published. */
  public static final String PASSWORD = "reachline-demo";

  /** All of them, in the order in which the console and the door name them. */
  public static final List<DemoPerson> ALL =
      List.of(
          of(
              "coordinator",
              "Corinne Adler",
              "Corinne",
              "coordinator",
              "works off late reports, approves"),
          of("hub", "Dr Hanna Okafor", "Hanna", "hub team", "prepares a session, goes live"),
          of("coach", "Cole Whitfield", "Cole", "coach", "sees who is behind, logs a call"),
          of(
              "clinician",
              "Mara Jensen",
              "Mara",
              "clinician at a site",
              "joins a session, enters a month"),
          of("researcher", "Rene Castillo", "Rene", "researcher", "compares the arms, exports"),
          of(
              "blinded",
              "Bea Lindqvist",
              "Bea",
              "blinded researcher",
              "the same frame, no arm in it"),
          of(
              "outsider",
              "Otis Frame",
              "Otis",
              "clinician without a site",
              "sees that nothing leaks"));

  private static DemoPerson of(
      String mailbox, String name, String calledBy, String part, String sees) {
    return new DemoPerson(mailbox + "@demo.reachline.example", name, calledBy, part, sees);
  }

  /** As the console names the person: address, name and part. */
  String inWords() {
    return "%-35s %s, %s".formatted(address, name, part);
  }
}
