package org.reachline.protocol.file;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;

/** What the readers asked of the mappings of several files, by the mappings' places. */
final class AskedOfFiles implements Questions {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Keywords that the readers decide where they say them; others are kept as they stand. */
  private static final List<String> OURS = List.of("$ref", "type", "enum", "pattern", "anyOf");

  private static final TypeReference<Map<String, JsonNode>> KEYWORDS = new TypeReference<>() {};

  private record Asked(boolean required, Shape shape) {}

  /** By place, with every list's numbers left out; then by mapping; then by key. */
  private final Map<String, Map<Node, Map<String, Asked>>> places = new TreeMap<>();

  static AskedOfFiles read(List<Path> files) throws IOException {
    AskedOfFiles asked = new AskedOfFiles();
    for (Path file : files) {
      StudyFileReader.read(Files.readString(file), file.toString(), asked).orThrow();
    }
    return asked;
  }

  @Override
  public void asked(Node mapping, String path, String key, boolean required, Shape shape) {
    places
        .computeIfAbsent(path.replaceAll("\\[\\d+\\]", "[]"), any -> new IdentityHashMap<>())
        .computeIfAbsent(mapping, any -> new LinkedHashMap<>())
        .merge(
            key, new Asked(required, shape), (a, b) -> new Asked(a.required || b.required, shape));
  }

  /** Writes what was asked into a schema: keys, which of them are required, and values. */
  void writeInto(ObjectNode schema) {
    Map<String, List<String>> shared = new LinkedHashMap<>();
    object(schema, schema, List.of(""), shared);
    // A definition stands for every place that refers to it; so it is written when all are known.
    for (int seen = -1; seen < shared.size(); ) {
      seen = shared.size();
      for (String name : List.copyOf(shared.keySet())) {
        object(schema, (ObjectNode) schema.at(name), shared.get(name), shared);
      }
    }
  }

  private void object(
      ObjectNode root, ObjectNode schema, List<String> at, Map<String, List<String>> shared) {
    List<Map<String, Asked>> mappings =
        at.stream()
            .flatMap(place -> places.getOrDefault(place, Map.of()).values().stream())
            .toList();
    Map<String, Shape> keys = new LinkedHashMap<>();
    mappings.forEach(m -> m.forEach((key, asked) -> keys.putIfAbsent(key, asked.shape)));
    if (keys.containsKey("")) {
      schema.set("additionalProperties", JSON.valueToTree(keys.get("").schema()));
      return;
    }
    schema.put("additionalProperties", false);
    List<String> required =
        keys.keySet().stream()
            .filter(k -> mappings.stream().allMatch(m -> m.containsKey(k) && m.get(k).required))
            .toList();
    schema.set("required", JSON.valueToTree(required));
    ObjectNode properties = schema.withObject("/properties");
    List<String> gone = new ArrayList<>();
    properties.fieldNames().forEachRemaining(gone::add);
    gone.removeAll(keys.keySet());
    properties.remove(gone);
    keys.forEach(
        (key, shape) -> {
          ObjectNode value = properties.withObject("/" + key);
          List<String> below = at.stream().map(p -> p.isEmpty() ? key : p + "." + key).toList();
          value(root, value, JSON.valueToTree(shape.schema()), below, shared);
        });
  }

  private void value(
      ObjectNode root,
      ObjectNode value,
      ObjectNode shape,
      List<String> at,
      Map<String, List<String>> shared) {
    if (shape.path("type").asText().equals("object")) {
      if (value.has("$ref")) {
        List<String> places =
            shared.computeIfAbsent(
                value.get("$ref").asText().substring(1), any -> new ArrayList<>());
        at.stream().filter(place -> !places.contains(place)).forEach(places::add);
      } else {
        value.put("type", "object");
        object(root, value, at, shared);
      }
      return;
    }
    if (shape.has("items")) {
      value.put("type", "array");
      value(
          root,
          value.withObject("/items"),
          (ObjectNode) shape.get("items"),
          at.stream().map(place -> place + "[]").toList(),
          shared);
      return;
    }
    OURS.stream().filter(keyword -> !shape.has(keyword)).forEach(value::remove);
    new TreeMap<>(JSON.convertValue(shape, KEYWORDS)).forEach(value::set);
  }
}
