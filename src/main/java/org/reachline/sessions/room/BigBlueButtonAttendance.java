package org.reachline.sessions.room;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.people.Person;
import org.reachline.sessions.Attendance;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.Span;

/**
 * What a BigBlueButton server says of a meeting after its end, version 1.0: for each attendee,
 * under the key that we gave, all comings and goings. They become reports of the room, taken once.
 */
@ApplicationScoped
class BigBlueButtonAttendance {
  private static final DateTimeFormatter RUBY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx");

  @Inject RoomReports reports;

  /**
   * Takes the report for a session. People who did not come in by their own door, hosts among them,
   * are not on the session's list and stay off it.
   */
  @Transactional
  public void take(EchoSession session, JsonNode report) {
    String meeting =
        BigBlueButtonRoom.meetingId(session) + "/" + report.path("internal_meeting_id").asText();
    JsonNode data = report.path("data");
    Optional<Instant> finish = instant(data.path("finish").asText());
    for (JsonNode attendee : data.path("attendees")) {
      String key = attendee.path("ext_user_id").asText();
      Person person = key.matches("\\d{1,18}") ? Person.findById(Long.valueOf(key)) : null;
      if (person == null || Attendance.find(session, person).isEmpty()) {
        continue;
      }
      List<Span> stays =
          stays(instants(attendee.path("joins")), instants(attendee.path("leaves")), finish);
      for (int i = 0; i < stays.size(); i++) {
        String stay = "bigbluebutton:" + meeting + "/" + key + "/" + i;
        reports.moved(
            stay + "/in", session, RoomEvent.Kind.JOINED, person, stay, stays.get(i).from());
        reports.moved(stay + "/out", session, RoomEvent.Kind.LEFT, person, stay, stays.get(i).to());
      }
    }
  }

  /**
   * Comings and goings as stays. Somebody with two windows comes twice before going once: pairing
   * the first coming with the first going covers the same time. Who was there when the meeting
   * ended left with it; without that time the stay is unknown and left out.
   */
  static List<Span> stays(List<Instant> joins, List<Instant> leaves, Optional<Instant> finish) {
    List<Instant> in = joins.stream().sorted().toList();
    List<Instant> out = leaves.stream().sorted().toList();
    List<Span> stays = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Instant from = in.get(i);
      Optional<Instant> to = i < out.size() ? Optional.of(out.get(i)) : finish;
      to.filter(end -> end.isAfter(from)).ifPresent(end -> stays.add(new Span(from, end)));
    }
    return stays;
  }

  private static List<Instant> instants(JsonNode times) {
    List<Instant> instants = new ArrayList<>();
    times.forEach(time -> instant(time.asText()).ifPresent(instants::add));
    return instants;
  }

  /** A time as Ruby writes it ({@code 2023-08-07 14:06:17 -0300}) or as ISO 8601. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notIso) {
      try {
        String offset = text.replaceFirst(" UTC$", " +0000");
        return Optional.of(OffsetDateTime.parse(offset, RUBY).toInstant());
      } catch (DateTimeException noTime) {
        return Optional.empty();
      }
    }
  }
}
