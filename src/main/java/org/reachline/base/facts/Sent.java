package org.reachline.base.facts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Suggestions;

/**
 * The facts of a record as somebody sent them in JSON, by themselves or among a request's own
 * properties ({@code @JsonUnwrapped}). They become typed words, so that call and page know the same
 * rules and everything that is wrong is said at once. Nothing is left out in silence: what is of
 * another kind, and what no field takes, is a problem.
 *
 * @param <F> the record
 */
@JsonDeserialize(using = Sent.Reader.class)
public final class Sent<F extends Record> {
  /** Always null; tells the description of the API which properties there are. */
  @JsonUnwrapped final F facts = null;

  private final JsonNode said;

  private Sent(JsonNode said) {
    this.said = said;
  }

  /** What was sent as typed words; the first sheet that has a property reads it. */
  Map<String, String> typed(List<FactSheet<?>> sheets, Problems problems) {
    if (!said.isObject()) {
      throw new Refusal.BadInput("", "The request needs a JSON body.");
    }
    Map<String, String> typed = new LinkedHashMap<>();
    read(said, "", sheets, typed, problems);
    return typed;
  }

  private static void read(
      JsonNode said,
      String at,
      List<FactSheet<?>> sheets,
      Map<String, String> typed,
      Problems problems) {
    Map<String, Fact> known = new LinkedHashMap<>();
    sheets.forEach(s -> s.facts().forEach(fact -> known.putIfAbsent(fact.jsonName(), fact)));
    for (Map.Entry<String, JsonNode> property : said.properties()) {
      String name = property.getKey();
      Fact fact = known.get(name);
      if (fact == null) {
        problems.add(
            name, "There is no such property here." + Suggestions.didYouMean(name, known.keySet()));
      } else if (fact.isMany()) {
        several(property.getValue(), at, fact, typed, problems);
      } else {
        one(property.getValue(), at + fact.name(), at + fact.name(), typed, problems);
      }
    }
  }

  private static void several(
      JsonNode values, String at, Fact fact, Map<String, String> typed, Problems problems) {
    if (!values.isArray() && !values.isNull()) {
      problems.add(at + fact.name(), "A list, please.");
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      String place = at + fact.name() + "." + i;
      if (fact.items() == null) {
        one(values.get(i), place, at + fact.name(), typed, problems);
      } else if (values.get(i).isObject()) {
        read(values.get(i), place + ".", List.of(fact.items()), typed, problems);
      } else {
        problems.add(at + fact.name(), "A list of objects, please.");
      }
    }
  }

  private static void one(
      JsonNode value, String place, String field, Map<String, String> typed, Problems problems) {
    if (value.isContainerNode()) {
      problems.add(field, "A text or a number, please.");
    } else {
      typed.put(place, value.isNull() ? null : word(value));
    }
  }

  /** Numbers digit by digit as they were sent, unless that would be a line of zeros. */
  private static String word(JsonNode value) {
    return value.isBigDecimal() && Math.abs(value.decimalValue().scale()) < 50
        ? value.decimalValue().toPlainString()
        : value.asText();
  }

  /** Keeps what was sent, for the sheet to read. */
  static final class Reader extends JsonDeserializer<Sent<?>> {
    private static final ObjectReader EXACT =
        new ObjectMapper()
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    @Override
    public Sent<?> deserialize(JsonParser json, DeserializationContext with) throws IOException {
      return new Sent<>(EXACT.readTree(json));
    }

    /** Another one, or Jackson would not let it read among the properties of a request. */
    @Override
    public JsonDeserializer<Sent<?>> unwrappingDeserializer(NameTransformer names) {
      return new Reader();
    }
  }
}
