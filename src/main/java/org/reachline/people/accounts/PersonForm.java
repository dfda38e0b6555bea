package org.reachline.people.accounts;

import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.reachline.base.Role;
import org.reachline.people.Person;

/** What somebody types about a person, word for word. */
public class PersonForm {
  /** Name as the person writes it. */
  @RestForm public String name;

  /** Profession shown in rosters, or empty. */
  @RestForm public String credential;

  /** Time zone. */
  @RestForm public String zone;

  /** Realm names of roles. */
  @RestForm public List<String> role = new ArrayList<>();

  /** Anything if the roles could be chosen; they stay as they are otherwise. */
  @RestForm public String rolesShown;

  /** Anything if a role shall be given although it shows a blinded person what arms get. */
  @RestForm public String unblinds;

  /** Why; asked of a coordinator, not of somebody who changes their own name. */
  @RestForm public String reason;

  /** The version that the typist saw. */
  @RestForm public String version;

  /** Whether the role is ticked. */
  public boolean hasRole(Role one) {
    return role.contains(one.realmName());
  }

  /** The form of a person. */
  static PersonForm of(Person person) {
    PersonForm form = new PersonForm();
    form.name = person.name;
    form.credential = person.credential;
    form.zone = person.zone;
    person.roles.stream().map(Role::realmName).sorted().forEach(form.role::add);
    form.version = String.valueOf(person.version);
    return form;
  }

  /** Has the typist, who has now been told of a change, know of the version that it made. */
  void sawVersion(Integer now) {
    if (now != null) {
      version = String.valueOf(now);
    }
  }
}
