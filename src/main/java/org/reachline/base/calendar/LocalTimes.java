package org.reachline.base.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyFactory;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.validate.ValidationResult;

/**
 * Writes every time of one calendar text on the clock of its zone, by the zone rules of java.time
 * and no others: they are those of the database and of the letters. Remembers which stretch of each
 * zone was used, so that its rules can stand beside.
 */
final class LocalTimes {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private record Used(Instant first, Instant last) {
    Used and(Instant at) {
      return new Used(at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }
  }

  private final Map<ZoneId, Used> used = new LinkedHashMap<>();

  /**
   * A property that is an instant. An hour that comes twice means its first occurrence on a clock
   * (RFC 5545 section 3.3.5), so the second one is written in UTC.
   */
  Property at(String name, Instant at, ZoneId zone) {
    return at(name, List.of(at), zone);
  }

  /** A property that is several instants, at least one. */
  Property at(String name, List<Instant> at, ZoneId zone) {
    if (!at.stream().allMatch(instant -> isSaidBy(local(instant, zone), instant, zone))) {
      return new Verbatim(
          name, new ParameterList(), at.stream().map(UTC::format).collect(Collectors.joining(",")));
    }
    for (Instant instant : at) {
      used.merge(zone, new Used(instant, instant), (known, more) -> known.and(more.first()));
    }
    return new Verbatim(
        name,
        new ParameterList(List.of(new TzId(zone.getId()))),
        at.stream()
            .map(instant -> LOCAL.format(local(instant, zone)))
            .collect(Collectors.joining(",")));
  }

  private static LocalDateTime local(Instant at, ZoneId zone) {
    return at.atZone(zone).toLocalDateTime();
  }

  private static boolean isSaidBy(LocalDateTime local, Instant at, ZoneId zone) {
    // A bare offset is no name that a calendar knows.
    return !(zone instanceof ZoneOffset) && local.atZone(zone).toInstant().equals(at);
  }

  /** The rule of a series and its end, which is in UTC because the start has a zone. */
  static Property rule(Rule rule, Instant last) {
    return new Verbatim(
        Property.RRULE, new ParameterList(), rule.text() + ";UNTIL=" + UTC.format(last));
  }

  /** The rules of every zone that was used, as far as it was used. */
  List<VTimeZone> zones() {
    List<VTimeZone> zones = new ArrayList<>();
    used.forEach((zone, span) -> zones.add(ZoneText.of(zone, span.first(), span.last())));
    return zones;
  }

  /** A property whose value stands as it is given; the library's own follow its own zone rules. */
  static final class Verbatim extends Property {
    private static final long serialVersionUID = 1L;
    private String value;

    Verbatim(String name, ParameterList parameters, String value) {
      super(name, parameters);
      this.value = value;
    }

    @Override
    public String getValue() {
      return value;
    }

    @Override
    public void setValue(String value) {
      this.value = value;
    }

    @Override
    public ValidationResult validate() {
      return ValidationResult.EMPTY;
    }

    @Override
    protected PropertyFactory<Verbatim> newFactory() {
      throw new UnsupportedOperationException("only written, never read");
    }
  }
}
