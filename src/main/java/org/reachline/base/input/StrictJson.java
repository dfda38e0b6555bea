package org.reachline.base.input;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.reachline.base.Problems;
import org.reachline.base.StorableText;

/**
 * JSON is taken as it is written or not at all: no rounding of 12.7 to 12, no number for an answer,
 * no property that nobody reads or that comes twice, no gap in a list, and no text, date or number
 * that no record could hold.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
  /** A value that JSON can say and we cannot keep; its message is for the sender. */
  public static final class NotKept extends JsonMappingException {
    private static final long serialVersionUID = 1L;

    NotKept(JsonParser parser, String message) {
      super(parser, message);
    }
  }

  /** Digits before or after the point; more is a slip or an attempt to fill the memory. */
  private static final int MOST_DIGITS = 20;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    mapper
        .coercionConfigFor(LogicalType.Enum)
        .setAcceptBlankAsEmpty(true)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull);
    // Of two values for one property nobody knows which was meant.
    mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    SimpleModule module = new SimpleModule("strict");
    add(module, String.class, StringDeserializer.instance, StrictJson::complaint);
    add(module, LocalDate.class, LocalDateDeserializer.INSTANCE, StrictJson::complaint);
    add(module, Instant.class, InstantDeserializer.INSTANT, StrictJson::complaint);
    module.addDeserializer(BigDecimal.class, new Decimals());
    mapper.registerModule(module);
  }

  private static String complaint(String text) {
    return StorableText.complaint(text).orElse(null);
  }

  private static String complaint(LocalDate day) {
    return Problems.isPlausible(day) ? null : Problems.IMPLAUSIBLE_DAY;
  }

  private static String complaint(Instant time) {
    // Instants reach further than dates do.
    boolean far = Math.abs(time.getEpochSecond()) > 100_000_000_000L;
    return far ? Problems.IMPLAUSIBLE_DAY : complaint(time.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private static <T> void add(
      SimpleModule module,
      Class<T> type,
      JsonDeserializer<? extends T> reader,
      Function<T, String> complaint) {
    module.addDeserializer(
        type,
        new JsonDeserializer<T>() {
          @Override
          public T deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            T value = reader.deserialize(parser, context);
            String wrong = value == null ? null : complaint.apply(value);
            if (wrong != null) {
              throw new NotKept(parser, wrong);
            }
            return value;
          }
        });
  }

  /** Numbers with a point, without an exponent from here on: 1e2 is 100, 1e999999999 refused. */
  private static final class Decimals extends JsonDeserializer<BigDecimal> {
    @Override
    public BigDecimal deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      BigDecimal value =
          NumberDeserializers.BigDecimalDeserializer.instance.deserialize(parser, context);
      if (value == null) {
        return null;
      }
      long before = (long) value.precision() - value.scale();
      if (before > MOST_DIGITS || value.scale() > MOST_DIGITS) {
        throw new NotKept(
            parser, "At most " + MOST_DIGITS + " digits before or after the point, please.");
      }
      return value.scale() < 0 ? value.setScale(0) : value;
    }
  }
}
