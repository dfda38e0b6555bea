package org.reachline;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every address of the house, by reflection. */
public final class Routes {
  private Routes() {}

  /**
   * One way to ask the house for something.
   *
   * @param path address with its parameters in braces
   */
  public record Route(String verb, String path, Class<?> resource, Method method) {}

  /** All of them, pages and API. */
  public static List<Route> all() {
    return FloorsTest.HOUSE.stream()
        .filter(c -> c.isAnnotatedWith(Path.class))
        .map(c -> c.reflect())
        .flatMap(type -> methods(type).flatMap(m -> route(type, m)))
        .toList();
  }

  /** Those too that a resource inherits. */
  private static Stream<Method> methods(Class<?> type) {
    return Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getMethods()))
        .distinct();
  }

  private static Stream<Route> route(Class<?> type, Method method) {
    Path below = method.getAnnotation(Path.class);
    String path =
        ("/" + type.getAnnotation(Path.class).value() + "/" + (below == null ? "" : below.value()))
            .replaceAll("/+", "/")
            .replaceAll("(?<=.)/$", "");
    return verb(method).map(verb -> new Route(verb, path, type, method)).stream();
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }
}
