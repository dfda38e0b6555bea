package org.reachline.people.accounts;

import java.util.List;

/**
 * What shall be known of a person.
 *
 * @param roles realm names of all roles that they shall hold; null leaves them as they are
 * @param unblinds true to give a role although it shows a blinded person what arms get; null is
 *     false
 * @param reason why; not asked of a person's own change
 * @param version the version that you saw
 */
record PersonRequest(
    String name,
    String credential,
    String zone,
    List<String> roles,
    Boolean unblinds,
    String reason,
    Integer version) {
  /** As if typed, so that page and API know the same rules. */
  static PersonForm form(PersonRequest r) {
    PersonForm form = new PersonForm();
    if (r == null) {
      return form;
    }
    form.name = r.name;
    form.credential = r.credential;
    form.zone = r.zone;
    if (r.roles != null) {
      form.rolesShown = "yes";
      form.role.addAll(r.roles);
    }
    form.unblinds = Boolean.TRUE.equals(r.unblinds) ? "yes" : null;
    form.reason = r.reason;
    form.version = r.version == null ? null : r.version.toString();
    return form;
  }
}
