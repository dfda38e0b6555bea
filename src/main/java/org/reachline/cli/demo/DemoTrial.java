package org.reachline.cli.demo;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.trail.AuditTrail;
import org.reachline.cli.simulate.SimulatedTrial;
import org.reachline.cli.simulate.Simulator;
import org.reachline.cli.simulate.TruthsReader;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Protocols;
import org.reachline.studies.Study;
import org.reachline.studies.versions.StudyFolder;

/**
 * Fills an empty house with the demonstration trial, as if it had run until today. One transaction:
 * a start that is cut off leaves nothing, and the next one begins again.
 */
@ApplicationScoped
class DemoTrial {
  /** Any number would do; this one is kept so that everybody's demonstration looks alike. */
  private static final long SEED = 4363320;

  private static final int SECONDS = 600;

  @Inject StudyFolder folder;
  @Inject Protocols protocols;
  @Inject DemoRecords records;
  @Inject DemoCoaching coaching;
  @Inject AuditTrail audit;
  @Inject Clock clock;

  @ConfigProperty(name = "reachline.demo", defaultValue = "false")
  boolean wanted;

  @ConfigProperty(name = "reachline.demo.study", defaultValue = "jail-moud-coaching-echo")
  String slug;

  @ActivateRequestContext
  void loadAtStart(@Observes StartupEvent start) {
    if (!wanted) {
      return;
    }
    QuarkusTransaction.requiringNew()
        .timeout(SECONDS)
        .run(() -> Study.findBySlug(slug).filter(DemoTrial::isEmpty).ifPresent(this::load));
  }

  private static boolean isEmpty(Study study) {
    return Enrolment.count("study", study) == 0;
  }

  /** One act: what follows from its records, such as doses and flags, follows at its end. */
  @Transactional
  void load(Study study) {
    Optional<String> truths = folder.find(slug, "data/truths.yaml");
    if (truths.isEmpty() || !study.simulated) {
      Log.warnf(
          "Study %s has no data/truths.yaml or is not marked simulated; no demonstration.", slug);
      return;
    }
    System.out.println("Loading the demonstration trial (simulated), once ...");
    // A day that has begun at every site: on the first of a month a site to the west would else
    // have
    // nothing to report yet.
    LocalDate asOf = LocalDate.now(clock.withZone(ZoneOffset.ofHours(-12)));
    SimulatedTrial trial =
        Simulator.simulate(protocols.fileOf(study), TruthsReader.read(truths.get()), SEED, asOf);
    records.save(study, DemoPersonas.give(trial, protocols.fileOf(study), asOf));
    coaching.save(study);
    audit.record(
        "demo.loaded",
        "study:" + slug,
        null,
        null,
        Map.of("seed", SEED, "asOf", asOf.toString(), "units", trial.units().size()),
        "Simulated data for the demonstration.");
  }
}
