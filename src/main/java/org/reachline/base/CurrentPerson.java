package org.reachline.base;

import java.time.ZoneId;
import java.util.Set;

/**
 * The person whose request this is. Declared here, implemented by {@code people}, so that every
 * room can ask without knowing how people are kept. Templates reach it as {@code inject:me}.
 */
public interface CurrentPerson {
  /** Whether somebody is signed in at all; everything else below needs that. */
  boolean isSignedIn();

  /**
   * Whether the person's access still holds; ending it closes the door even while a token lasts.
   */
  boolean isActive();

  /** Key of the person's record. */
  long id();

  /** Name as written in the record. */
  String name();

  /** Mail address, lower case; the natural key of a person. */
  String email();

  /** Roles the person holds now; empty after access was ended. */
  Set<Role> roles();

  /** The person's own time zone; times are shown in it. */
  ZoneId zone();

  /**
   * Whether allocation may be shown: coordinators always, researchers unless blinded. Coaches and
   * hubs learn what they deliver from the plan of their own sites, never from an arm's name.
   */
  boolean maySeeArms();

  /** Whether the person holds the role. */
  default boolean is(Role role) {
    return roles().contains(role);
  }

  /** Whether the person is a coordinator; short for templates. */
  default boolean isCoordinator() {
    return is(Role.COORDINATOR);
  }

  /** Whether the person belongs to a hub; short for templates. */
  default boolean isHub() {
    return is(Role.HUB);
  }

  /** Whether the person coaches; short for templates. */
  default boolean isCoach() {
    return is(Role.COACH);
  }

  /** Whether the person works at a site; short for templates. */
  default boolean isClinician() {
    return is(Role.CLINICIAN);
  }

  /** Whether the person is a researcher; short for templates. */
  default boolean isResearcher() {
    return is(Role.RESEARCHER);
  }
}
