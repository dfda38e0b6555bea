package org.reachline.people;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.Formula;
import org.reachline.base.Role;
import org.reachline.base.trail.AuditedEntity;

/** Somebody who works in the trial. The natural key is the mail address, lower case. */
@Entity
public class Person extends AuditedEntity {
  /** Mail address, lower case; also the user name in Keycloak. */
  @Column(nullable = false, unique = true)
  public String email;

  /** What a mail server said of the address, if nobody receives mail there; else null. */
  @Formula("(select u.words from undeliverable_address u where u.email = lower(email))")
  public String undeliverable;

  /** Name as the person writes it. */
  @Column(nullable = false)
  public String name;

  /** Profession or credential shown in rosters ("MD", "RN"), or null. */
  public String credential;

  /** The person's own time zone. */
  @Column(nullable = false)
  public String zone;

  /** Roles as last known; what counts at a request are the token's, and the record follows them. */
  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "person_role", joinColumns = @JoinColumn(name = "person_id"))
  @Enumerated(EnumType.STRING)
  @Column(name = "role", nullable = false)
  public Set<Role> roles = new HashSet<>();

  /** A blinded person never sees arms. Only coordinators can lift it, with a reason. */
  @Column(nullable = false)
  public boolean blinded = true;

  /** Key of the Keycloak user, null until known. */
  @Column(name = "keycloak_id")
  public String keycloakId;

  /** When access was ended; null while it lasts. */
  @Column(name = "ended_at")
  public Instant endedAt;

  /** When the roles were last changed here; null while they never were. */
  @Column(name = "roles_changed_at")
  public Instant rolesChangedAt;

  /**
   * When the person was first seen with an account of their own; null while they never were. Noted
   * by {@link TokenRoles} alone, past the version: coming in is no change that somebody overlooks.
   */
  @Column(name = "signed_in_at", insertable = false, updatable = false)
  public Instant signedInAt;

  /** Subject of its lines in the audit trail. */
  @Override
  public String subject() {
    return "person:" + email;
  }

  @Override
  public String label(String property) {
    return PersonFacts.SHEET.label(property);
  }

  /** What is said of the person. */
  public PersonFacts facts() {
    return new PersonFacts(name, credential, zone);
  }

  /** Lets the person be as these facts say. */
  public void say(PersonFacts facts) {
    name = facts.name();
    credential = facts.credential();
    zone = facts.zone();
  }

  /** The zone as a value. */
  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** Whether the person may still come in. */
  public boolean isActive() {
    return endedAt == null;
  }

  /** Whether the person is a researcher, who may be blinded. */
  public boolean isResearcher() {
    return roles.contains(Role.RESEARCHER);
  }

  /** Whether the person's sites follow from the parts they play (coaches and clinicians). */
  public boolean isStaff() {
    return roles.contains(Role.COACH) || roles.contains(Role.CLINICIAN);
  }

  /** Whether the person coordinates trials. */
  public boolean isCoordinator() {
    return roles.contains(Role.COORDINATOR);
  }

  /** The person with this mail address, in any case. */
  public static Optional<Person> findByEmail(String email) {
    return find("email", email.strip().toLowerCase(Locale.ROOT)).firstResultOptional();
  }

  /** The name of whoever has this mail address, or the address where nobody has it. */
  public static String nameOf(String email) {
    return findByEmail(email).map(person -> person.name).orElse(email);
  }

  /** The names of whoever has these mail addresses, by address; nobody's address is left out. */
  public static Map<String, String> namesOf(Collection<String> emails) {
    Map<String, String> names = new HashMap<>();
    if (!emails.isEmpty()) {
      getEntityManager()
          .createQuery("select p.email, p.name from Person p where p.email in ?1", Object[].class)
          .setParameter(1, Set.copyOf(emails))
          .getResultStream()
          .forEach(row -> names.put((String) row[0], (String) row[1]));
    }
    return names;
  }

  /** Active holders of a role, by name. */
  public static List<Person> listWithRole(Role role) {
    return list(
        "from Person p where ?1 member of p.roles and p.endedAt is null order by p.name", role);
  }

  /** Everybody, by name. */
  public static List<Person> listByName() {
    return list("order by name, email");
  }
}
