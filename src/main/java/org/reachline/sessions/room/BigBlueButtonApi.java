package org.reachline.sessions.room;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.codec.digest.DigestUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * BigBlueButton's HTTP API (docs.bigbluebutton.org/development/api): every call carries a checksum
 * over its name, its parameters and the shared secret; answers are XML.
 */
final class BigBlueButtonApi {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final String base;
  private final String secret;
  private final String algorithm;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * A server.
   *
   * @param base address up to and with {@code /bigbluebutton/api}
   * @param secret the server's shared secret ({@code bbb-conf --secret})
   * @param algorithm SHA-1, SHA-256, SHA-384 or SHA-512, as the server accepts
   */
  BigBlueButtonApi(URI base, String secret, String algorithm) {
    this.base = base.toString().replaceAll("/+$", "");
    this.secret = secret;
    this.algorithm = algorithm;
  }

  /** Somebody in a meeting, under the key that we gave when they joined. */
  record Attendee(String userId, String name) {}

  /** The address of a call, with its checksum. Parameters keep their order. */
  URI address(String call, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
            .collect(Collectors.joining("&"));
    String checksum = new DigestUtils(algorithm).digestAsHex(call + query + secret);
    return URI.create(
        base + "/" + call + "?" + query + (query.isEmpty() ? "" : "&") + "checksum=" + checksum);
  }

  /**
   * Makes a call.
   *
   * @throws RoomUnavailable if the server does not answer or says FAILED, except for the meeting
   *     that is not there (any more): that is for the caller to judge
   */
  Answer call(String call, Map<String, String> parameters) {
    HttpRequest request =
        HttpRequest.newBuilder(address(call, parameters)).timeout(PATIENCE).GET().build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      Answer answer = read(response.body());
      if (!answer.isSuccess() && !answer.isNotFound()) {
        throw new RoomUnavailable(
            "BigBlueButton refused “" + call + "”: " + answer.text("message"), null);
      }
      return answer;
    } catch (IOException | SAXException e) {
      throw new RoomUnavailable("BigBlueButton does not answer “" + call + "”.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RoomUnavailable("Interrupted while waiting for BigBlueButton.", e);
    }
  }

  /** What the server said. */
  record Answer(Document xml) {
    boolean isSuccess() {
      return text("returncode").equals("SUCCESS");
    }

    boolean isNotFound() {
      return text("messageKey").equals("notFound");
    }

    String text(String tag) {
      NodeList found = xml.getElementsByTagName(tag);
      return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    List<Attendee> attendees() {
      List<Attendee> attendees = new ArrayList<>();
      NodeList found = xml.getElementsByTagName("attendee");
      for (int i = 0; i < found.getLength(); i++) {
        Element attendee = (Element) found.item(i);
        attendees.add(new Attendee(child(attendee, "userID"), child(attendee, "fullName")));
      }
      return attendees;
    }

    private static String child(Element parent, String tag) {
      NodeList found = parent.getElementsByTagName(tag);
      return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }
  }

  private static Answer read(byte[] body) throws IOException, SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // A document type could make the parser read files or call other hosts.
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return new Answer(factory.newDocumentBuilder().parse(new ByteArrayInputStream(body)));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
