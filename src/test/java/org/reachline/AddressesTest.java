package org.reachline;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every address reaches the method that was written for it. Of the classes whose path a request
 * begins with, the router keeps those with the longest fixed beginning, and looks at their methods
 * only; so a class at {@code /studies/{slug}} takes the study's own page from a class at {@code /},
 * with a 404.
 */
class AddressesTest {
  private static final Pattern PARAMETER =
      Pattern.compile("\\{\\s*(\\w+)\\s*(?::((?:[^{}]|\\{[^{}]*\\})*))?\\}");

  /** A method's place: the class's path, the whole path, and the verb. */
  private record Address(String ofClass, String path, String verb, String method) {
    /** A request that is meant for it. */
    String sample() {
      return PARAMETER.matcher(path).replaceAll(m -> sample(m.group(2)));
    }

    private static String sample(String allowed) {
      if (allowed == null) {
        return "x";
      }
      return allowed.matches("[a-z]+(\\|[a-z]+)+")
          ? allowed.substring(0, allowed.indexOf('|'))
          : allowed.matches(".*(\\[0-9\\]|\\\\d).*") ? "7" : "x";
    }
  }

  private static List<Address> addresses() {
    List<Address> all = new ArrayList<>();
    FloorsTest.HOUSE.stream()
        .filter(c -> c.isAnnotatedWith(Path.class))
        .map(c -> c.reflect())
        .forEach(
            type -> {
              String own = "/" + type.getAnnotation(Path.class).value();
              for (Method method : type.getMethods()) {
                Path below = method.getAnnotation(Path.class);
                for (Annotation a : method.getAnnotations()) {
                  HttpMethod verb = a.annotationType().getAnnotation(HttpMethod.class);
                  if (verb != null) {
                    String path = own + (below == null ? "" : "/" + below.value());
                    all.add(
                        new Address(
                            tidy(own),
                            tidy(path),
                            verb.value(),
                            type.getSimpleName() + "." + method.getName()));
                  }
                }
              }
            });
    return all;
  }

  private static String tidy(String path) {
    String tidy = path.replaceAll("/+", "/");
    return tidy.length() > 1 && tidy.endsWith("/") ? tidy.substring(0, tidy.length() - 1) : tidy;
  }

  private static Pattern pattern(String path, boolean andBelow) {
    StringBuilder regex = new StringBuilder();
    Matcher m = PARAMETER.matcher(path);
    int from = 0;
    while (m.find()) {
      regex.append(Pattern.quote(path.substring(from, m.start())));
      regex.append('(').append(m.group(2) == null ? "[^/]+" : m.group(2).strip()).append(')');
      from = m.end();
    }
    regex.append(Pattern.quote(path.substring(from)));
    return Pattern.compile(regex + (andBelow ? (path.equals("/") ? ".*" : "(/.*)?") : ""));
  }

  /** The fixed beginning of a class's path, up to its first parameter. */
  private static String beginning(String path) {
    int brace = path.indexOf('{');
    return brace < 0 ? path : path.substring(0, brace);
  }

  @Test
  void noClassTakesWhatAnotherOneAnswers() {
    List<Address> all = addresses();
    assertThat(all).hasSizeGreaterThan(100);
    SortedSet<String> lost = new TreeSet<>();
    for (Address one : all) {
      String request = one.sample();
      List<Address> begun =
          all.stream().filter(a -> pattern(a.ofClass(), true).matcher(request).matches()).toList();
      String taker =
          begun.stream()
              .map(a -> beginning(a.ofClass()))
              .max(Comparator.comparingInt(String::length))
              .orElseThrow();
      boolean answered =
          begun.stream()
              .filter(a -> beginning(a.ofClass()).equals(taker) && a.verb().equals(one.verb()))
              .anyMatch(a -> pattern(a.path(), false).matcher(request).matches());
      if (!answered) {
        lost.add(
            one.verb() + " " + one.path() + " (" + one.method() + ") goes to classes at " + taker);
      }
    }
    assertThat(lost).isEmpty();
  }
}
