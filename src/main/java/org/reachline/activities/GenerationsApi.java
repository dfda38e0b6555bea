package org.reachline.activities;

import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.reachline.activities.ActivityJson.CascadeJson;
import org.reachline.studies.Study;

/** Trainings of trainers over all sites. */
@Path("/api/studies/{slug}/activity-generations")
@Tag(name = "activities")
class GenerationsApi {
  @Inject ActivityPaths paths;
  @Inject ActivityAccess access;
  @Inject ActivityAccounts accounts;

  /** How far trainings of trainers have spread over the sites that the person may read. */
  @GET
  @Authenticated
  @Operation(summary = "Trainings of trainers by generation: trainings, people, minutes and sites")
  public List<CascadeJson> generations(String slug) {
    Study study = paths.study(slug);
    access.requireSome();
    return TrainerCascade.of(
            accounts.strategies(study), Activity.listTrainings(study, access.readableSites()))
        .stream()
        .map(ActivityJson::cascade)
        .toList();
  }
}
