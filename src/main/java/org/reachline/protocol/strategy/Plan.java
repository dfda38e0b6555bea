package org.reachline.protocol.strategy;

import java.util.List;
import java.util.Optional;
import org.reachline.protocol.design.Arm;
import org.reachline.protocol.design.Require;

/**
 * What one level or one arm is prescribed under a strategy. An empty plan is a statement too:
 * nothing is prescribed, so anything received is contamination.
 *
 * @param level level of the strategy's factor, if it follows a factor
 * @param arm arm, if it follows arms; with neither, the plan is everybody's
 * @param contacts planned contacts or sessions
 * @param staffing people put in place
 */
public record Plan(
    Optional<String> level,
    Optional<String> arm,
    List<ContactPlan> contacts,
    List<Staffing> staffing) {

  public Plan {
    Require.that(level.isEmpty() || arm.isEmpty(), "a plan follows a level or an arm, not both");
    contacts = List.copyOf(contacts);
    staffing = List.copyOf(staffing);
  }

  /** Whether this plan is meant for a unit in the given arm. */
  public boolean isFor(Arm unitArm, Optional<String> factor) {
    if (arm.isPresent()) {
      return arm.get().equals(unitArm.key());
    }
    return level.isEmpty() || level.equals(factor.map(unitArm.levels()::get));
  }
}
