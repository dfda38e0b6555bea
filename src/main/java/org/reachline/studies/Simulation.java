package org.reachline.studies;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/**
 * Whether simulated people and places live in this house; pages outside a study then say so too.
 */
@Named("simulation")
@RequestScoped
class Simulation {
  /** Whether any simulated study has units enrolled. */
  public boolean isPresent() {
    return Enrolment.count("study.simulated", true) > 0;
  }
}
