package org.reachline.people.accounts;

import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** What a coordinator types to invite a person. */
class InviteForm {
  /** Rows of sites on the page. */
  static final int PLACES = 3;

  /** Mail address. */
  @RestForm public String email;

  /** Name as the person writes it. */
  @RestForm public String name;

  /** Realm name of a role. */
  @RestForm public String role;

  /** Profession shown in rosters, or empty. */
  @RestForm public String credential;

  /** Time zone. */
  @RestForm public String zone;

  /** Site codes; blank ones are passed over. */
  @RestForm public List<String> site = new ArrayList<>();

  /** Part at the site of the same place in the list. */
  @RestForm public List<String> part = new ArrayList<>();

  /** First day of the part of the same place in the list; blank for today. */
  @RestForm public List<String> from = new ArrayList<>();

  /** Last day of the part of the same place in the list; blank while it lasts. */
  @RestForm public List<String> until = new ArrayList<>();

  /** The site typed in a row of the page, from 0. */
  public String siteAt(int row) {
    return row < site.size() && site.get(row) != null ? site.get(row) : "";
  }

  /** The part chosen in a row of the page, from 0. */
  public String partAt(int row) {
    return row < part.size() && part.get(row) != null ? part.get(row) : "";
  }

  /** The first day typed in a row of the page, from 0. */
  public String fromAt(int row) {
    return row < from.size() && from.get(row) != null ? from.get(row) : "";
  }

  /** The last day of a row, from 0. */
  public String untilAt(int row) {
    return row < until.size() && until.get(row) != null ? until.get(row) : "";
  }

  /** Name of a row's first day in what is said of it. */
  public String fromField(int row) {
    return "from-" + row;
  }

  /** Name of a row's last day in what is said of it. */
  public String untilField(int row) {
    return "until-" + row;
  }

  /** Name of a row's site in what is said of it: the id that its box has on the page. */
  public String siteField(int row) {
    return "site-" + row;
  }

  /** Name of a row's part in what is said of it. */
  public String partField(int row) {
    return "part-" + row;
  }

  /** The rows of the page, from 0. */
  public List<Integer> rows() {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(PLACES, site.size()); i++) {
      rows.add(i);
    }
    return rows;
  }
}
