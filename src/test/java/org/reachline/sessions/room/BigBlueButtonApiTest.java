package org.reachline.sessions.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BigBlueButtonApiTest {
  private static final String SECRET = "639259d4-9dd8-4b25-bf01-95f9567eaf4b";

  private BigBlueButtonDouble server;

  @BeforeEach
  void start() throws Exception {
    server = new BigBlueButtonDouble(SECRET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void computesTheChecksumOfTheDocumentationsWorkedExample() {
    // docs.bigbluebutton.org/development/api, "Usage": the create call and its SHA-1 checksum.
    BigBlueButtonApi api =
        new BigBlueButtonApi(
            URI.create("http://yourserver.example/bigbluebutton/api/"), SECRET, "SHA-1");
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("name", "Test Meeting");
    parameters.put("meetingID", "abc123");
    parameters.put("attendeePW", "111222");
    parameters.put("moderatorPW", "333444");
    assertThat(api.address("create", parameters))
        .hasToString(
            "http://yourserver.example/bigbluebutton/api/create?name=Test+Meeting&meetingID=abc123"
                + "&attendeePW=111222&moderatorPW=333444"
                + "&checksum=1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17");
  }

  @Test
  void makesAMeetingAndSeesWhoIsThere() {
    BigBlueButtonApi api = new BigBlueButtonApi(server.address(), SECRET, "SHA-256");
    api.call("create", Map.of("meetingID", "m1"));
    api.call("create", Map.of("meetingID", "m1"));
    assertThat(server.meetings()).containsExactly("m1");
    server.arrives("m1", "42", "Mara Jensen");
    assertThat(api.call("getMeetingInfo", Map.of("meetingID", "m1")).attendees())
        .containsExactly(new BigBlueButtonApi.Attendee("42", "Mara Jensen"));
    api.call("end", Map.of("meetingID", "m1"));
    assertThat(server.meetings()).isEmpty();
    assertThat(api.call("end", Map.of("meetingID", "m1")).isNotFound()).isTrue();
  }

  @Test
  void aWrongSecretIsRefusedInTheServersWords() {
    BigBlueButtonApi api = new BigBlueButtonApi(server.address(), "wrong", "SHA-256");
    assertThatThrownBy(() -> api.call("create", Map.of("meetingID", "m1")))
        .isInstanceOf(RoomUnavailable.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void aServerThatIsAwayIsToldAsSuch() {
    URI gone = server.address();
    server.close();
    BigBlueButtonApi api = new BigBlueButtonApi(gone, SECRET, "SHA-256");
    assertThatThrownBy(() -> api.call("create", Map.of("meetingID", "m1")))
        .isInstanceOf(RoomUnavailable.class)
        .hasMessageContaining("does not answer");
  }
}
