package org.reachline.base.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.hibernate.orm.panache.PanacheEntity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.base.Problems;
import org.reachline.dose.Occurrence;

/** Every record whose fields are declared once: what GET gives, PUT takes, and so do forms. */
class FactsRoundTripTest {
  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  FactsRoundTripTest() {
    new EntityKeys().customize(json);
  }

  static Stream<Class<?>> records() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.reachline")
            .stream()
            .filter(type -> type.isRecord() && type.tryGetField("SHEET").isPresent())
            .filter(type -> type.getSimpleName().endsWith("Facts"))
            .map(JavaClass::reflect);
  }

  @ParameterizedTest
  @MethodSource("records")
  void takesBackWordForWordWhatItGave(Class<? extends Record> type) throws Exception {
    takesBack(FactSheet.of(type), type);
  }

  private <F extends Record> void takesBack(FactSheet<F> sheet, Class<?> type) throws Exception {
    F facts = sheet.make(values(sheet, type));
    Map<String, String> shown = sheet.typed(facts);
    Problems problems = new Problems();
    Map<String, String> sent = sheet.typed(sent(json.writeValueAsString(facts)), problems);
    assertThat(problems.list()).isEmpty();
    assertThat(sent.keySet()).containsExactlyInAnyOrderElementsOf(shown.keySet());
    sent.forEach(
        (field, word) ->
            assertThat(word)
                .as(field)
                .isIn(shown.get(field), lower(shown.get(field)), shown.get(field) + ":00", MAIL));
    assertThat(read(sheet, facts, shown, problems)).as("typed again").isEqualTo(facts);
    assertThat(read(sheet, facts, sent, problems)).as("sent again").isEqualTo(facts);
    assertThat(problems.list()).isEmpty();
    assertThat(sheet.differences(facts, facts)).isEmpty();
  }

  private static String lower(String word) {
    return word == null ? null : word.toLowerCase(Locale.ROOT);
  }

  private <F extends Record> Sent<F> sent(String body) throws JsonProcessingException {
    return json.readValue(body, new TypeReference<Sent<F>>() {});
  }

  /** Other records and what the study file names are looked up by the rooms. */
  private static <F extends Record> F read(
      FactSheet<F> sheet, F facts, Map<String, String> typed, Problems problems) {
    FactReader<F> reader = sheet.reader(typed, problems);
    sheet.facts().stream()
        .filter(fact -> !fact.isReadable())
        .forEach(fact -> reader.given(fact.name(), fact.in(facts)));
    return reader.read();
  }

  private static final String MAIL = "ann@example.org";

  private static Map<String, Object> values(FactSheet<?> sheet, Class<?> type) throws Exception {
    Map<String, Object> values = new HashMap<>();
    for (Fact fact : sheet.facts()) {
      Field field = type.getDeclaredField(fact.name());
      if (fact.isMany()) {
        Class<?> one =
            (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
        Object item =
            fact.items() == null ? value(one) : fact.items().make(values(fact.items(), one));
        values.put(fact.name(), fact.type() == Set.class ? Set.of(item) : List.of(item));
      } else {
        values.put(fact.name(), value(fact.type()));
      }
    }
    return values;
  }

  private static Object value(Class<?> type) throws Exception {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (PanacheEntity.class.isAssignableFrom(type)) {
      PanacheEntity named = (PanacheEntity) type.getDeclaredConstructor().newInstance();
      named.id = 12L;
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals("email")) {
          field.set(named, MAIL);
        }
      }
      return named;
    }
    Map<Class<?>, Object> samples =
        Map.of(
            String.class,
            "Words of somebody",
            Integer.class,
            7,
            BigDecimal.class,
            new BigDecimal("12.50"),
            Boolean.class,
            true,
            LocalDate.class,
            LocalDate.of(2026, 3, 8),
            LocalTime.class,
            LocalTime.of(14, 30),
            ZoneId.class,
            ZoneId.of("America/Chicago"),
            Instant.class,
            Instant.parse("2026-11-22T15:00:30Z"),
            Occurrence.class,
            Occurrence.of("monthly_call@4"));
    return Objects.requireNonNull(samples.get(type), type + " needs a sample");
  }
}
