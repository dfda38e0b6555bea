package org.reachline.base.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.reachline.base.Problems;

/** Whatever is typed into a record's fields is kept as it stands, or a problem. */
class TypedWordsTest {
  private static final List<FactSheet<?>> SHEETS =
      FactsRoundTripTest.records()
          .<FactSheet<?>>map(type -> FactSheet.of(type.asSubclass(Record.class)))
          .toList();

  /** A sheet with words in each of its fields, three of those that hold several. */
  record Form(FactSheet<?> sheet, Map<String, String> typed) {}

  private static final String[] ODD = {
    "",
    " ",
    "0",
    "-0",
    "007",
    " 12 ",
    "1.0",
    "1.10",
    ".5",
    "1,5",
    "1e3",
    "1E+3",
    "1e-400",
    "0x10",
    "٣",
    "NaN",
    "2147483648",
    "99999999999999999999",
    "2026-02-28",
    "2026-02-29",
    "2026-2-3",
    "+12026-03-01",
    "9999-12-31",
    "24:00",
    "14:30",
    "14:30:00",
    "14:30:00.5",
    "2:30",
    "2026-11-22T15:00:00Z",
    "2026-11-22T15:00:30.25Z",
    "2026-11-22T15:00+02:00",
    "yes",
    "TRUE",
    "no",
    "America/Chicago",
    "GMT+5",
    "VIDEO",
    "video",
    "held",
    "monthly_call@4",
    "12",
    "a\nb",
    "a\r\nb",
    "\u0000",
    "\u200b",
    "\u2028",
    "\uD83D\uDE00",
    "x".repeat(5000),
    "=1+1",
    "“",
    "ann@example.org"
  };

  @Provide
  Arbitrary<Form> forms() {
    Arbitrary<String> word =
        Arbitraries.oneOf(Arbitraries.of(ODD), Arbitraries.strings().ofMaxLength(12));
    return Arbitraries.of(SHEETS)
        .flatMap(
            sheet -> {
              List<String> fields =
                  sheet.facts().stream().flatMap(fact -> fields(fact).stream()).toList();
              return word.list()
                  .ofSize(fields.size())
                  .map(
                      words -> {
                        Map<String, String> typed = new LinkedHashMap<>();
                        fields.forEach(field -> typed.put(field, words.get(typed.size())));
                        return new Form(sheet, typed);
                      });
            });
  }

  private static List<String> fields(Fact fact) {
    if (!fact.isMany()) {
      return List.of(fact.name());
    }
    List<String> places = List.of(fact.name() + ".0", fact.name() + ".1", fact.name() + ".2");
    return fact.items() == null
        ? places
        : places.stream()
            .flatMap(place -> fact.items().facts().stream().map(part -> place + "." + part.name()))
            .toList();
  }

  @Property(tries = 2000)
  void typedAgainIsTheSame(@ForAll("forms") Form form) {
    again(form.sheet(), form.typed());
  }

  private static <F extends Record> void again(FactSheet<F> sheet, Map<String, String> typed) {
    Problems wrong = new Problems();
    read(sheet, typed, wrong);
    wrong.list().forEach(p -> typed.keySet().removeIf(f -> f.matches(p.field() + "(\\.\\d)?")));
    Map<String, String> shown = sheet.typed(read(sheet, typed, new Problems()));
    Problems problems = new Problems();
    assertThat(sheet.typed(read(sheet, shown, problems))).isEqualTo(shown);
    // What was kept is in order; what was not is missing.
    assertThat(problems.list())
        .allSatisfy(p -> assertThat(shown.getOrDefault(p.field(), "")).as(p.field()).isEmpty());
  }

  private static <F extends Record> F read(
      FactSheet<F> sheet, Map<String, String> typed, Problems problems) {
    FactReader<F> reader = sheet.reader(typed, problems);
    sheet.facts().stream()
        .filter(fact -> !fact.isReadable())
        .forEach(fact -> reader.given(fact.name(), null));
    return reader.read();
  }
}
