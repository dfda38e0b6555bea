package org.reachline.cli.simulate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial that never was. Everything in it is invented.
 *
 * @param measures the measures of the study file, in its order, computed ones included
 */
public record SimulatedTrial(
    List<String> measures,
    List<Site> sites,
    List<Person> people,
    List<Unit> units,
    List<Session> sessions,
    List<Attendance> attendance,
    List<Contact> contacts,
    List<Report> reports) {

  /** An invented site; a partner names the site that leads its unit. */
  public record Site(
      String code,
      String name,
      String type,
      int size,
      String sizeUnit,
      String state,
      ZoneId zone,
      Optional<String> partnerOf) {}

  /** An invented person in one part at one site, or beside the sites. */
  public record Person(
      String email,
      String name,
      String role,
      ZoneId zone,
      Optional<String> site,
      Optional<String> part,
      LocalDate from) {}

  /** A randomised unit: the site that leads it, its members, its start and its arm. */
  public record Unit(
      String code,
      List<String> sites,
      LocalDate enrolledOn,
      LocalDate startsOn,
      Optional<String> stratum,
      Optional<String> pair,
      String arm) {}

  /** A session of a programme; planned if it has not been held. */
  public record Session(
      String strategy,
      String key,
      Instant startsAt,
      ZoneId zone,
      int minutes,
      boolean held,
      String didactic) {}

  /** A stretch of a person's presence in a session. */
  public record Attendance(
      String session,
      String person,
      String site,
      Instant joinedAt,
      Instant leftAt,
      String evidence) {}

  /** A contact as a coach would log it. */
  public record Contact(
      String unit,
      String site,
      String strategy,
      Instant startsAt,
      int minutes,
      String mode,
      String kind,
      String outcome,
      Optional<String> plannedKey,
      Optional<Integer> plannedMonth,
      String coach,
      List<String> attendedBy,
      String summary,
      Instant loggedAt) {}

  /** What a site reported for a study month; a measure that is not in the map is blank. */
  public record Report(
      String site,
      int month,
      String state,
      LocalDate submittedOn,
      String submittedBy,
      Map<String, BigDecimal> values) {}
}
