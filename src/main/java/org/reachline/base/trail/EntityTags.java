package org.reachline.base.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.reachline.base.Refusal;

/**
 * Versions of records as HTTP says them (RFC 9110), for all of the API at once. An answer that has
 * a {@code version} has it as its {@code ETag}; a call whose body takes a {@code version} takes it
 * from {@code If-Match} as well.
 */
@Provider
public class EntityTags implements ReaderInterceptor {
  /** The property, in the records that are answers and bodies of the API. */
  public static final String VERSION = "version";

  // Proxies that compress an answer make its tag a weak one; the version is the same.
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,9})\"");

  private static final ClassValue<Optional<RecordComponent>> VERSIONS =
      new ClassValue<>() {
        @Override
        protected Optional<RecordComponent> computeValue(Class<?> type) {
          return Arrays.stream(
                  type.isRecord() ? type.getRecordComponents() : new RecordComponent[0])
              .filter(component -> component.getName().equals(VERSION))
              .peek(component -> component.getAccessor().setAccessible(true))
              .findFirst();
        }
      };

  @Inject ObjectMapper json;

  /** The tag of a version. */
  public static String of(Object version) {
    return "\"" + version + "\"";
  }

  @ServerResponseFilter
  void tag(ContainerRequestContext request, ContainerResponseContext response)
      throws ReflectiveOperationException {
    Object answer = response.getEntity();
    if (answer == null
        || !request.getUriInfo().getPath().startsWith("/api")
        || response.getHeaders().containsKey(HttpHeaders.ETAG)) {
      return;
    }
    Optional<RecordComponent> version = VERSIONS.get(answer.getClass());
    if (version.isPresent()) {
      Object number = version.get().getAccessor().invoke(answer);
      if (number != null) {
        response.getHeaders().putSingle(HttpHeaders.ETAG, of(number));
      }
    }
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext call) throws IOException {
    List<String> tags = call.getHeaders().get(HttpHeaders.IF_MATCH);
    if (tags != null && VERSIONS.get(call.getType()).isPresent()) {
      call.setInputStream(
          new ByteArrayInputStream(
              withVersion(call.getInputStream().readAllBytes(), String.join(",", tags))));
    }
    return call.proceed();
  }

  private byte[] withVersion(byte[] body, String tags) throws JsonProcessingException, IOException {
    JsonNode said =
        json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(body);
    ObjectNode object;
    if (said == null || said.isMissingNode()) {
      object = json.createObjectNode();
    } else if (said.isObject()) {
      object = (ObjectNode) said;
    } else {
      return body; // whoever reads it says what is wrong
    }
    JsonNode version = object.path(VERSION);
    if (!version.isNumber() && !version.isMissingNode() && !version.isNull()) {
      return body;
    }
    object.put(VERSION, seen(tags, version.isNumber() ? version.asLong() : null));
    return json.writeValueAsBytes(object);
  }

  /**
   * The version that somebody saw.
   *
   * @param tags the header {@code If-Match}, or null
   * @param said the version that they sent beside it, or null
   * @return null if there is none in either
   * @throws Refusal.BadInput if the two disagree, or the header names no version of ours or several
   */
  public static Long seen(String tags, Long said) {
    if (tags == null) {
      return said;
    }
    if (tags.strip().equals("*")) {
      if (said == null) {
        throw refused("If-Match: * would change what you have not seen: send the ETag.");
      }
      return said;
    }
    Set<Long> named = new TreeSet<>();
    for (String tag : tags.split(",")) {
      Matcher version = TAG.matcher(tag.strip());
      if (!version.matches()) {
        throw refused("If-Match names no version: send the ETag as it was given, in its quotes.");
      }
      named.add(Long.valueOf(version.group(1)));
    }
    if (said == null && named.size() > 1) {
      throw refused("If-Match names several versions: send the ETag of the one that you saw.");
    }
    if (said != null && !named.contains(said)) {
      throw refused("If-Match names another version than the body, or none: send the ETag.");
    }
    return said == null ? named.iterator().next() : said;
  }

  private static Refusal.BadInput refused(String words) {
    return new Refusal.BadInput(VERSION, words);
  }
}
