package org.reachline.contamination;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Formats;
import org.reachline.dose.PlacedStaff.Placement;
import org.reachline.protocol.dose.Delivery;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.strategy.Strategy;

/**
 * Everything of one strategy that reached one unit, by one rule for flags and for what is shown as
 * received: what the ledger holds, what was seen and is no line of it, and who was put in place.
 *
 * @param account the ledger's part, unplanned
 * @param seen what the ledger does not hold: a session under way or too short to count where none
 *     is offered, a contact of another unit that this one's people took part in, a change project
 *     where no coaching is planned
 * @param staff people put in place, also those who left since
 */
record Intake(Strategy strategy, DoseAccount account, List<Delivery> seen, List<Placement> staff) {
  /** Kind of the sources that are change projects: treatment, but no contacts. */
  static final String PROJECT = "change_project:";

  public Intake {
    seen = List.copyOf(seen);
    staff = List.copyOf(staff);
  }

  /** Everything that fulfils nothing planned, by day. */
  List<Delivery> beside() {
    List<Delivery> all = new ArrayList<>(account.beside());
    all.addAll(seen);
    all.sort(Delivery.BY_DAY);
    return all;
  }

  /** Everything, by day. */
  List<Delivery> all() {
    List<Delivery> all = beside();
    account.lines().forEach(line -> line.delivery().ifPresent(all::add));
    all.sort(Delivery.BY_DAY);
    return all;
  }

  /** How many of these are contacts. */
  static int contacts(Collection<Delivery> deliveries) {
    return (int) deliveries.stream().filter(d -> !d.source().startsWith(PROJECT)).count();
  }

  /** Their minutes. */
  static int minutes(Collection<Delivery> deliveries) {
    return deliveries.stream().mapToInt(Delivery::minutes).sum();
  }

  /** {@code 2 contacts with 90 minutes, 1 change project, 0.8 of a full time (nurse)}. */
  static String inWords(Collection<Delivery> deliveries, Collection<Placement> staff) {
    List<String> words = new ArrayList<>();
    int contacts = contacts(deliveries);
    int projects = deliveries.size() - contacts;
    if (contacts > 0 || projects == 0 && staff.isEmpty()) {
      words.add(
          contacts
              + (contacts == 1 ? " contact" : " contacts")
              + " with "
              + minutes(deliveries)
              + " minutes");
    }
    if (projects > 0) {
      words.add(projects + (projects == 1 ? " change project" : " change projects"));
    }
    Map<String, BigDecimal> shares = new LinkedHashMap<>();
    staff.forEach(p -> shares.merge(p.part(), p.fullTimeEquivalent(), BigDecimal::add));
    shares.forEach(
        (part, share) ->
            words.add(plain(share) + " of a full time (" + Formats.fromKey(part) + ")"));
    return String.join(", ", words);
  }

  private static String plain(BigDecimal share) {
    return share.stripTrailingZeros().toPlainString();
  }

  /**
   * Staff of one part, planned beside there.
   *
   * @param part what people read
   * @param planned full-time equivalents of the arm's plan; 0 for none
   * @param inPlace full-time equivalents there on the day
   */
  public record Staffed(String part, String planned, String inPlace) {}

  /** Who is in place on a day, part by part; those planned and not there too. */
  List<Staffed> staffed(Map<String, BigDecimal> planned, LocalDate day) {
    Map<String, BigDecimal> there = new LinkedHashMap<>();
    planned.keySet().forEach(part -> there.put(part, BigDecimal.ZERO));
    staff.stream()
        .filter(p -> p.isThereOn(day))
        .forEach(p -> there.merge(p.part(), p.fullTimeEquivalent(), BigDecimal::add));
    List<Staffed> all = new ArrayList<>();
    there.forEach(
        (part, share) ->
            all.add(
                new Staffed(
                    Formats.fromKey(part),
                    plain(planned.getOrDefault(part, BigDecimal.ZERO)),
                    plain(share))));
    return all;
  }
}
