package org.reachline.base.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.input.FreeText;

class SentTest {
  record Guest(@NotNull @Size(max = 20) @Line(FreeText.Readers.COACH) String name, Integer age) {}

  record Meal(
      @Size(max = 20) @Line(FreeText.Readers.COACH) String dish,
      @JsonProperty("priceInEuro") BigDecimal price,
      @NotNull Set<String> tables,
      @Boxes("guest") List<Guest> guests) {
    static final FactSheet<Meal> SHEET = FactSheet.of(Meal.class);
  }

  record Order(@JsonUnwrapped Sent<Meal> meal, Integer version) {}

  private final ObjectMapper json = new ObjectMapper();
  private final Problems problems = new Problems();

  private Map<String, String> typed(String sent) throws JsonProcessingException {
    return Meal.SHEET.typed(json.readValue(sent, Order.class).meal(), problems);
  }

  private Meal read(Map<String, String> typed) {
    return Meal.SHEET
        .reader(typed, problems)
        .each("tables", said -> Optional.of(said).filter(s -> s.length() == 1), "a letter")
        .read();
  }

  private List<String> fields() {
    return problems.list().stream().map(Problems.Problem::field).toList();
  }

  @Test
  void readsFactsAmongOtherPropertiesAndTypesThemAgain() throws JsonProcessingException {
    Map<String, String> typed =
        typed(
            "{\"dish\":\"Soup\",\"priceInEuro\":4.50,\"tables\":[\"A\",\"B\"],"
                + "\"guests\":[{\"name\":\"Ann\",\"age\":3},{\"name\":\"Ben\",\"age\":null}],"
                + "\"version\":3}");
    Meal meal = read(typed);
    assertThat(problems.list()).isEmpty();
    assertThat(meal)
        .isEqualTo(
            new Meal(
                "Soup",
                new BigDecimal("4.50"),
                Set.of("A", "B"),
                List.of(new Guest("Ann", 3), new Guest("Ben", null))));
    assertThat(read(Meal.SHEET.typed(meal))).isEqualTo(meal);
    assertThat(Meal.SHEET.typed(meal)).containsEntry("guests.1.name", "Ben");
  }

  @Test
  void readsFactsByThemselves() throws JsonProcessingException {
    Sent<Meal> sent = json.readValue("{\"dish\":\"Soup\"}", new TypeReference<Sent<Meal>>() {});
    assertThat(Meal.SHEET.typed(sent, problems)).containsEntry("dish", "Soup");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() throws JsonProcessingException {
    read(
        typed(
            "{\"dish\":[\"Soup\"],\"priceInEuro\":\"dear\",\"prize\":4,\"tables\":\"A\",\"version\":3,"
                + "\"guests\":[\"Ann\",{\"age\":\"old\",\"shoe\":4},{}]}"));
    assertThat(fields())
        .containsExactlyInAnyOrder(
            "dish", "price", "prize", "tables", "guests", "guests.1.name", "guests.1.age", "shoe");
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThatThrownBy(
            () ->
                Meal.SHEET.typed(
                    json.readValue("[1]", new TypeReference<Sent<Meal>>() {}), problems))
        .isInstanceOf(Refusal.BadInput.class);
  }

  @Test
  void asksSeveralLineByLineWithWhatWasTyped() {
    Map<String, String> typed = Map.of("guests.0.name", "Ann", "guests.0.age", "old");
    List<FactForm.Item> items = new FactForm(Meal.SHEET, typed, problems).items("guests", 3);
    assertThat(items).hasSize(3);
    FactForm.Asked age = items.get(0).fields().get(1);
    assertThat(List.of(age.name(), age.id(), age.value()))
        .containsExactly("guestAge", "guests.0.age", "old");
    assertThat(items.get(2).fields()).allMatch(field -> field.value().isEmpty());
  }
}
