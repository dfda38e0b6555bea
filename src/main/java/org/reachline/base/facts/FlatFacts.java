package org.reachline.base.facts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A request may hold facts among its own properties ({@code @JsonUnwrapped}). Jackson then passes
 * over what neither of them knows; here it is refused as everywhere else.
 */
@Singleton
class FlatFacts implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(
        new SimpleModule("flat-facts")
            .setDeserializerModifier(
                new BeanDeserializerModifier() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  public JsonDeserializer<?> modifyDeserializer(
                      DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> own) {
                    Class<?> type = bean.getBeanClass();
                    return type.isRecord()
                            && Arrays.stream(type.getRecordComponents()).anyMatch(FlatFacts::isFlat)
                        ? new Reader(own, type)
                        : own;
                  }
                }));
  }

  private static boolean isFlat(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
  }

  private static Stream<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(c -> isFlat(c) ? names(c.getType()) : Stream.of(c.getName()));
  }

  private static final class Reader extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    private final Class<?> type;

    Reader(JsonDeserializer<?> own, Class<?> type) {
      super(own);
      this.type = type;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> own) {
      return new Reader(own, type);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext with) throws IOException {
      Set<String> known = new TreeSet<>(names(type).toList());
      try (TokenBuffer copy = with.bufferAsCopyOfValue(json);
          JsonParser names = copy.asParserOnFirstToken()) {
        while (names.nextToken() == JsonToken.FIELD_NAME) {
          if (!known.contains(names.currentName())) {
            throw UnrecognizedPropertyException.from(
                json, type, names.currentName(), Set.copyOf(known));
          }
          names.nextToken();
          names.skipChildren();
        }
        return super.deserialize(copy.asParserOnFirstToken(), with);
      }
    }
  }
}
