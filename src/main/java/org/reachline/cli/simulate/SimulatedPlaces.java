package org.reachline.cli.simulate;

import java.time.ZoneId;
import java.util.List;

/**
 * Names for things that do not exist. Counties and people are invented; states and zones are real,
 * so that clocks are.
 */
final class SimulatedPlaces {

  /** A state and the zone of most of it. */
  record State(String code, ZoneId zone) {}

  static final List<State> STATES =
      List.of(
          state("WI", "America/Chicago"),
          state("OH", "America/New_York"),
          state("NM", "America/Denver"),
          state("WA", "America/Los_Angeles"),
          state("KY", "America/New_York"),
          state("TX", "America/Chicago"),
          state("AZ", "America/Phoenix"),
          state("NC", "America/New_York"),
          state("OR", "America/Los_Angeles"),
          state("CO", "America/Denver"),
          state("IN", "America/Indiana/Indianapolis"),
          state("MN", "America/Chicago"),
          state("PA", "America/New_York"),
          state("AK", "America/Anchorage"));

  private static final List<String> FRONTS =
      List.of(
          "Alder",
          "Birch",
          "Cedar",
          "Dove",
          "Elk",
          "Fern",
          "Granite",
          "Heron",
          "Juniper",
          "Kestrel",
          "Larch",
          "Maple",
          "Otter",
          "Pine",
          "Quail",
          "Raven",
          "Sage",
          "Tamarack",
          "Willow",
          "Yarrow");
  private static final List<String> BACKS =
      List.of("brook", "dale", "field", "ford", "grove", "haven", "mont", "ridge", "water", "wood");

  private static final List<String> FIRST_NAMES =
      List.of(
          "Ada", "Amir", "Beatriz", "Caleb", "Chidi", "Clara", "Dana", "Devon", "Elena", "Emeka",
          "Farah", "Grace", "Hiro", "Imani", "Ivan", "Jonah", "Kavya", "Leila", "Luis", "Mara",
          "Miguel", "Nadia", "Noah", "Olive", "Priya", "Quinn", "Rosa", "Samir", "Tessa", "Viktor",
          "Wendy", "Yusuf");
  private static final List<String> LAST_NAMES =
      List.of(
          "Abbott",
          "Bauer",
          "Castillo",
          "Delgado",
          "Eriksen",
          "Fontaine",
          "Garland",
          "Hollis",
          "Ibarra",
          "Jansen",
          "Keating",
          "Lindqvist",
          "Marlowe",
          "Nakamura",
          "Okafor",
          "Pruitt",
          "Quigley",
          "Rasmussen",
          "Sandoval",
          "Thorne",
          "Underhill",
          "Vasquez",
          "Whitlock",
          "Yoder",
          "Zimmer");

  private SimulatedPlaces() {}

  /** As many different invented places as asked for, at most 200. */
  static List<String> places(RandomStreams chance, int count) {
    List<String> all = new java.util.ArrayList<>();
    FRONTS.forEach(front -> BACKS.forEach(back -> all.add(front + back)));
    if (count > all.size()) {
      throw new IllegalArgumentException("no more than " + all.size() + " sites can be invented");
    }
    return chance.shuffled(all).subList(0, count);
  }

  /** An invented person's name. */
  static String person(RandomStreams chance) {
    return chance.pick(FIRST_NAMES) + " " + chance.pick(LAST_NAMES);
  }

  private static State state(String code, String zone) {
    return new State(code, ZoneId.of(zone));
  }
}
