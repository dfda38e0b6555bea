package org.reachline.sessions.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reachline.people.Person;

class SpeakersTest {
  private static final List<Person> KNOWN =
      List.of(
          person(1L, "Hanna Okafor", "hub"),
          person(2L, "Ann Lee", "a1"),
          person(3L, "Ann Lee", "a2"));

  private static Person person(Long id, String name, String mail) {
    Person person = new Person();
    person.id = id;
    person.name = name;
    person.email = mail + "@example.org";
    return person;
  }

  @Test
  void aPickedPersonIsThatPersonWhateverStandsBeforeTheAddress() {
    assertThat(Speakers.read("Ann Lee (a2@example.org)", KNOWN))
        .isEqualTo(new Speakers.Speaker("Ann Lee", 3L));
    assertThat(Speakers.read("Dr. A. Lee (A1@example.org) ", KNOWN))
        .isEqualTo(new Speakers.Speaker("Ann Lee", 2L));
  }

  @Test
  void aNameThatOnlyOnePersonHasIsThatPersonAndKeepsItsSpelling() {
    assertThat(Speakers.read("dr. hanna  OKAFOR, MD", KNOWN))
        .isEqualTo(new Speakers.Speaker("dr. hanna  OKAFOR, MD", 1L));
  }

  @Test
  void aNameThatIsSaidAgainIsStillThePersonWhoItWas() {
    Speakers.Speaker ann = new Speakers.Speaker("Ann Lee", 3L);
    assertThat(Speakers.read("Ann Lee", KNOWN).orStill(List.of(ann))).isEqualTo(ann);
    assertThat(Speakers.read("Ann Li", KNOWN).orStill(List.of(ann)).personId()).isNull();
    assertThat(Speakers.read("Hanna Okafor", KNOWN).orStill(List.of(ann)).personId()).isEqualTo(1L);
    assertThat(Speakers.read(null, KNOWN).orStill(List.of(ann)).personId()).isNull();
  }

  @Test
  void aNameOfTwoAndANameOfNobodyAreJustNames() {
    assertThat(Speakers.read("Ann Lee", KNOWN)).isEqualTo(new Speakers.Speaker("Ann Lee", null));
    assertThat(Speakers.read("Guest (g@example.org)", KNOWN))
        .isEqualTo(new Speakers.Speaker("Guest (g@example.org)", null));
    assertThat(Speakers.read(null, KNOWN)).isEqualTo(new Speakers.Speaker(null, null));
  }
}
