package org.reachline.people;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.reachline.base.Refusal;
import org.reachline.base.Role;

/**
 * Closes the doors of a role to whom it was taken from, at once: a token that was issued before
 * still names it for some minutes, and the doors themselves read the token.
 */
class OvertakenRoles {
  @Inject SignedInPerson me;

  // What was typed is read first, so that a refusal here can give it back.
  @WithFormRead
  @ServerRequestFilter
  void refuse(ResourceInfo asked) {
    if (!me.isActive() || me.lostRoles().isEmpty()) {
      return;
    }
    RolesAllowed door = asked.getResourceMethod().getAnnotation(RolesAllowed.class);
    if (door == null) {
      door = asked.getResourceClass().getAnnotation(RolesAllowed.class);
    }
    Set<String> held = me.roles().stream().map(Role::realmName).collect(Collectors.toSet());
    if (door != null && Arrays.stream(door.value()).noneMatch(held::contains)) {
      throw new Refusal.NotAllowed("Your roles were changed, and this needs one that you lost.");
    }
  }
}
