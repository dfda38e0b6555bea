package org.reachline.journeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.reachline.personas.Persona;

/**
 * A service that is told to stop while its pages compute on the processor, far longer than a stop
 * may take: it ends within the time that it promises, and its children with it.
 */
final class StopWhileComputing {
  private static final String STUDY = "/api/studies/jail-moud-coaching-echo";

  /** As {@code Main} promises: twenty seconds for the service, fifteen for its children. */
  private static final Duration PROMISED = Duration.ofSeconds(35);

  private StopWhileComputing() {}

  /** Pages that each draw as many allocations as a study file may ask for, all at once. */
  static void within(Reachline reachline, int pages) throws Exception {
    String token = reachline.tokenOf(Persona.COORDINATOR);
    drawAsManyAsMayBe(reachline, token);
    HttpClient people = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(reachline.address() + STUDY + "/comparison"))
            .header("Authorization", "Bearer " + token)
            .build();
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, pages)
            .mapToObj(
                page ->
                    people
                        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
            .toList();
    // Until it computes: the processors have done nothing else for two seconds.
    ServiceProcess service = reachline.service();
    Duration before = cpu(service);
    while (cpu(service).minus(before).toMillis() < 2000) {
      Thread.onSpinWait();
    }
    List<ProcessHandle> children = service.handle().descendants().toList();
    assertThat(answers).as("pages that were done already").noneMatch(CompletableFuture::isDone);
    long told = System.nanoTime();
    service.signal("TERM");
    int code = service.awaitExit();
    Duration took = Duration.ofNanos(System.nanoTime() - told);
    assertThat(took).isLessThan(PROMISED.plusSeconds(2));
    assertThat(code).isEqualTo(143);
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    int cutOff = 0;
    for (CompletableFuture<Integer> answer : answers) {
      cutOff += answer.handle((status, cut) -> cut == null ? 0 : 1).get(5, TimeUnit.SECONDS);
    }
    assertThat(cutOff).as("pages that would have gone on beyond the time of a stop").isPositive();
  }

  private static Duration cpu(ServiceProcess service) {
    return service.handle().info().totalCpuDuration().orElseThrow();
  }

  private static void drawAsManyAsMayBe(Reachline reachline, String token) {
    int version =
        with(reachline, token).get(STUDY + "/versions").then().extract().path("[0].number");
    String text = with(reachline, token).get(STUDY + "/versions/" + version).asString();
    with(reachline, token)
        .contentType("text/plain; charset=UTF-8")
        .body(text.replaceFirst("permutation_draws: \\d+", "permutation_draws: 200000"))
        .post("/api/studies?dryRun=false&reason=finer&basis=" + version)
        .then()
        .statusCode(201);
  }

  private static RequestSpecification with(Reachline reachline, String token) {
    return given().baseUri(reachline.address()).header("Authorization", "Bearer " + token);
  }
}
