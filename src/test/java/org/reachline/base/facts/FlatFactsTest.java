package org.reachline.base.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlatFactsTest {
  record Meal(String dish, BigDecimal price, List<String> guests) {}

  record Order(@JsonUnwrapped Meal meal, Integer version) {}

  private final ObjectMapper json = new ObjectMapper();

  @BeforeEach
  void customize() {
    new FlatFacts().customize(json);
  }

  @Test
  void readsFactsAmongOtherProperties() throws JsonProcessingException {
    String order = "{\"dish\":\"Soup\",\"price\":4.50,\"guests\":[\"Ann\"],\"version\":3}";
    Order read = json.readValue(order, Order.class);
    assertThat(read)
        .isEqualTo(new Order(new Meal("Soup", new BigDecimal("4.50"), List.of("Ann")), 3));
    assertThat(json.writeValueAsString(read)).isEqualTo(order);
    assertThat(json.readValue("{}", Order.class))
        .isEqualTo(new Order(new Meal(null, null, null), null));
  }

  @Test
  void refusesWhatNeitherKnowsAndSaysWhatTheyKnow() {
    assertThatThrownBy(() -> json.readValue("{\"dish\":\"Soup\",\"prize\":4}", Order.class))
        .isInstanceOfSatisfying(
            UnrecognizedPropertyException.class,
            unknown -> {
              assertThat(unknown.getPropertyName()).isEqualTo("prize");
              assertThat(unknown.getKnownPropertyIds())
                  .containsExactlyInAnyOrder("dish", "price", "guests", "version");
            });
  }
}
