package org.reachline.people;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.reachline.base.CurrentPerson;
import org.reachline.base.OneLine;
import org.reachline.base.Role;
import org.reachline.base.act.OwnAct;

/**
 * Joins the token to the person's record. Somebody who comes in for the first time with a role of
 * the realm gets a record then (blinded, no sites); ending access in the record closes the door
 * even while a token lasts.
 */
@Named("me")
@RequestScoped
class SignedInPerson implements CurrentPerson {
  private static final int LONGEST_NAME = 200;

  @Inject SecurityIdentity identity;
  @Inject TokenRoles follow;
  @Inject CoordinatorNews news;
  @Inject OwnAct ownAct;

  @ConfigProperty(name = "reachline.default-zone", defaultValue = "America/Chicago")
  String defaultZone;

  private Person person;
  private Set<Role> roles;
  private boolean absent;

  /** Stands for somebody who is not there, with the roles of their record. */
  void standFor(Person absentee) {
    absent = true;
    person = absentee;
    roles = EnumSet.noneOf(Role.class);
    if (absentee.isActive()) {
      roles.addAll(absentee.roles);
    }
  }

  /** The record behind the request, created at the first visit. */
  public Person person() {
    if (person == null) {
      String email = emailOf(identity);
      person = Person.findByEmail(email).orElseGet(() -> firstVisit(email));
    }
    return person;
  }

  private Person firstVisit(String email) {
    return ownAct.call(
        "first visit",
        () -> {
          Optional<Person> meanwhile = Person.findByEmail(email);
          if (meanwhile.isPresent()) {
            return meanwhile.get();
          }
          Person visitor = new Person();
          visitor.email = email;
          visitor.name = nameOf(identity, email);
          visitor.zone = defaultZone;
          visitor.roles.addAll(tokenRoles());
          visitor.persist();
          if (visitor.isCoordinator()) {
            news.tell(visitor, null);
          }
          return visitor;
        });
  }

  @Override
  public boolean isSignedIn() {
    return absent || !identity.isAnonymous();
  }

  @Override
  public boolean isActive() {
    return isSignedIn() && person().isActive();
  }

  @Override
  public long id() {
    return person().id;
  }

  @Override
  public String name() {
    return person().name;
  }

  @Override
  public String email() {
    return person().email;
  }

  @Override
  public Set<Role> roles() {
    if (roles == null) {
      roles = EnumSet.noneOf(Role.class);
      if (isSignedIn() && person().isActive()) {
        roles.addAll(
            identity.getPrincipal() instanceof JsonWebToken token && token.getIssuedAtTime() > 0
                ? follow.held(
                    person(), tokenRoles(), Instant.ofEpochSecond(token.getIssuedAtTime()))
                : tokenRoles());
      }
    }
    return roles;
  }

  /** Roles that the token names and that were taken from the person since it was issued. */
  Set<Role> lostRoles() {
    Set<Role> lost = tokenRoles();
    lost.removeAll(roles());
    return lost;
  }

  @Override
  public ZoneId zone() {
    return isSignedIn() ? person().zoneId() : ZoneId.of(defaultZone);
  }

  @Override
  public boolean maySeeArms() {
    return is(Role.COORDINATOR) || (is(Role.RESEARCHER) && !person().blinded);
  }

  private Set<Role> tokenRoles() {
    Set<Role> found = EnumSet.noneOf(Role.class);
    identity.getRoles().forEach(name -> Role.find(name).ifPresent(found::add));
    return found;
  }

  static String emailOf(SecurityIdentity identity) {
    String email = null;
    if (identity.getPrincipal() instanceof JsonWebToken token) {
      email = token.getClaim("email");
    }
    return (email == null ? identity.getPrincipal().getName() : email).toLowerCase(Locale.ROOT);
  }

  private static String nameOf(SecurityIdentity identity, String otherwise) {
    if (identity.getPrincipal() instanceof JsonWebToken token && token.getClaim("name") != null) {
      // Whatever the sign-in service calls people, a name stands on one line here.
      String name = OneLine.clean(token.getClaim("name"), LONGEST_NAME);
      return name.isEmpty() ? otherwise : name;
    }
    return otherwise;
  }
}
