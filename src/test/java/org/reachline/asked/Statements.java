package org.reachline.asked;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Every statement that Hibernate sends to the database, while somebody listens. */
@PersistenceUnitExtension
public class Statements implements StatementInspector {
  private static final long serialVersionUID = 1;

  /** Null while nobody listens, so that other tests keep nothing. */
  private static volatile ConcurrentLinkedQueue<String> heard;

  @Override
  public String inspect(String sql) {
    ConcurrentLinkedQueue<String> listening = heard;
    if (listening != null) {
      listening.add(sql);
    }
    return sql;
  }

  /** Begins to listen anew. */
  static void listen() {
    heard = new ConcurrentLinkedQueue<>();
  }

  /** What was sent since; nobody listens any more. */
  static List<String> heard() {
    List<String> all = List.copyOf(heard);
    heard = null;
    return all;
  }

  /** The statements that were sent more than once, most first: where to look. */
  static String repeated(List<String> statements) {
    return statements.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(e -> e.getValue() > 1)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(4)
        .map(e -> "\n      %d times %s".formatted(e.getValue(), shortened(e.getKey())))
        .collect(Collectors.joining());
  }

  /** A statement without its columns. */
  private static String shortened(String sql) {
    String from = sql.replaceFirst("(?s)^select .*? from ", "select ... from ");
    return from.length() > 260 ? from.substring(0, 260) + " ..." : from;
  }
}
