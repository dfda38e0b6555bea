package org.reachline.asked;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.reachline.TrialBuilder.Trial;

/** Every address of the API that is read, with a record of the grown trial in it. */
final class ApiWalk {
  private ApiWalk() {}

  /**
   * The addresses.
   *
   * @param description the API's own, as JSON
   */
  static List<String> addresses(String description, Trial trial) {
    List<String> all = new ArrayList<>();
    try {
      new ObjectMapper()
          .readTree(description)
          .path("paths")
          .properties()
          .forEach(
              path -> {
                // A stream never ends.
                JsonNode read = path.getValue().path("get");
                boolean ofTheApi = path.getKey().startsWith("/api/");
                if (ofTheApi
                    && !read.isMissingNode()
                    && !read.toString().contains("text/event-stream")) {
                  all.add(filled(path.getKey(), trial));
                }
              });
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  /** An address with the keys of records of the grown trial in it. */
  static String filled(String path, Trial trial) {
    return path.replace("{slug}", trial.slug())
        .replaceAll("(?<=/sessions/)\\{[^}]*\\}", "500000001")
        .replaceAll("\\{(code|site)\\}", "GW-0001")
        .replace("{month}", "1")
        .replaceAll("(?<=/contacts/)\\{[^}]*\\}", "500000101")
        .replaceAll("(?<=/projects/)\\{[^}]*\\}", "500000011")
        .replaceAll("(?<=/people/)\\{[^}]*\\}", "500000004")
        .replaceAll("\\{[^}]*\\}", "1");
  }
}
