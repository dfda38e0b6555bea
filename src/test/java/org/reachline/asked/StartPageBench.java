package org.reachline.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The start page of everybody in a study of 31, 310 and 3,100 sites, and every page of the largest
 * once. Run: {@code ./mvnw test -Pbench -Dtest=StartPageBench}. Times are those of a client on the
 * same machine, so they bound the server's.
 */
@QuarkusTest
@Tag("bench")
class StartPageBench {
  private static final int[] SIZES = {31, 310, 3100};
  private static final int REQUESTS = 40;

  /** Who looks, and in which role. */
  private static final Map<String, String> PEOPLE = new LinkedHashMap<>();

  static {
    PEOPLE.put("one-site", "clinician");
    PEOPLE.put("forty-sites", "clinician");
    PEOPLE.put("coach", "coach");
    PEOPLE.put("host", "hub");
    PEOPLE.put("coordinator", "coordinator");
    PEOPLE.put("researcher", "researcher");
    PEOPLE.put("blinded", "researcher");
  }

  @Inject EntityManager database;
  @Inject AgroalDataSource pool;

  @TestHTTPResource("/")
  URI server;

  @Test
  void noStartPageDependsOnTheSizeOfAStudy() {
    LargeTrial large = LargeTrial.empty(database, pool);
    Walker walker = new Walker(server);
    Map<String, List<Double>> medians = new LinkedHashMap<>();
    Map<String, Integer> length = new LinkedHashMap<>();
    for (int size : SIZES) {
      large.growTo(size);
      PEOPLE.forEach(
          (who, role) -> {
            Walker.signIn(who + "@large.example", role);
            medians.computeIfAbsent(who, w -> new ArrayList<>()).add(median(walker));
            length.put(who, walker.get("/home").body().length());
          });
    }
    System.out.println("Start page, median ms at 31, 310 and 3,100 sites, ratio, KB");
    medians.forEach(
        (who, of) ->
            System.out.printf(
                "  %-12s %5.0f %5.0f %5.0f   %.2f   %d%n",
                who,
                of.get(0),
                of.get(1),
                of.get(2),
                of.get(2) / of.get(0),
                length.get(who) / 1024));
    walkOver(large, walker);
    Walker.signOut();
    medians.forEach((who, of) -> assertThat(of.get(2)).as(who).isLessThan(300));
  }

  private static double median(Walker walker) {
    double[] millis = new double[REQUESTS];
    for (int i = -8; i < REQUESTS; i++) {
      long before = System.nanoTime();
      HttpResponse<String> page = walker.get("/home");
      assertThat(page.statusCode()).isEqualTo(200);
      if (i >= 0) {
        millis[i] = (System.nanoTime() - before) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[REQUESTS / 2];
  }

  /** Each page that people are led to, asked twice; the second answer counts. */
  private static void walkOver(LargeTrial large, Walker walker) {
    List<String> slow = new ArrayList<>();
    PEOPLE.forEach(
        (who, role) -> {
          Walker.signIn(who + "@large.example", role);
          walker
              .over(large.trial(), List.of("/home", large.trial().path()))
              .forEach(
                  (kind, stop) -> {
                    long before = System.nanoTime();
                    int bytes = walker.get(stop.path()).body().length();
                    double millis = (System.nanoTime() - before) / 1e6;
                    slow.add(
                        "%6.0f ms %5d KB %4d statements  %s %s"
                            .formatted(
                                millis, bytes / 1024, stop.statements().size(), who, stop.path()));
                  });
        });
    slow.sort((a, b) -> b.compareTo(a));
    System.out.println("Pages at 3,100 sites, the slowest first:");
    slow.stream().limit(40).forEach(line -> System.out.println("  " + line));
    System.out.println("The longest first:");
    slow.sort((a, b) -> b.substring(9, 18).compareTo(a.substring(9, 18)));
    slow.stream().limit(25).forEach(line -> System.out.println("  " + line));
  }
}
