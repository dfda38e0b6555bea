package org.reachline.studies.versions;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reachline.base.Formats;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.measure.Comparison;
import org.reachline.protocol.strategy.RecurrenceRule;

/**
 * Walks two versions of a study file key by key. It knows no key by name, so that one which is
 * added to the format is told like the others.
 */
final class ProtocolDiff {
  /** What follows from the place in the file and is told as an order. */
  private static final Set<String> DERIVED = Set.of("order", "key", "look");

  private final StudyFile before;
  private final StudyFile after;
  private final ProtocolWords then;
  private final ProtocolWords now;
  private final List<ProtocolChange> changes = new ArrayList<>();
  private String section = "";

  ProtocolDiff(StudyFile before, StudyFile after) {
    this.before = before;
    this.after = after;
    then = new ProtocolWords(before);
    now = new ProtocolWords(after);
  }

  List<ProtocolChange> changes() {
    for (RecordComponent part : StudyFile.class.getRecordComponents()) {
      section = Formats.fromKey(ProtocolWords.name(StudyFile.class, part));
      key(
          StudyFile.class,
          part,
          ProtocolWords.value(before, part),
          ProtocolWords.value(after, part),
          List.of());
    }
    return List.copyOf(changes);
  }

  /** One key of one mapping. */
  private void key(
      Class<?> owner, RecordComponent key, Object was, Object is, List<String> within) {
    Object old = bare(was);
    Object fresh = bare(is);
    if (Objects.equals(old, fresh)) {
      return;
    }
    String name = ProtocolWords.name(owner, key);
    if (old instanceof List<?> a && fresh instanceof List<?> b && isKeyed(a, b)) {
      entries(name, records(a), records(b), within);
    } else if (owner == StudyFile.class && old instanceof List<?> a && fresh instanceof List<?> b) {
      sentences(a, b);
    } else if (old instanceof Map<?, ?> a && fresh instanceof Map<?, ?> b) {
      map(name, a, b, within);
    } else if (isMapping(old) && isMapping(fresh)) {
      mapping((Record) old, (Record) fresh, within);
    } else {
      add(name, within, then.of(key.getName(), old), now.of(key.getName(), fresh));
    }
  }

  private void mapping(Record old, Record fresh, List<String> within) {
    for (RecordComponent key : old.getClass().getRecordComponents()) {
      if (!DERIVED.contains(key.getName())) {
        key(
            old.getClass(),
            key,
            ProtocolWords.value(old, key),
            ProtocolWords.value(fresh, key),
            within);
      }
    }
  }

  private void entries(
      String name, Map<String, Record> old, Map<String, Record> fresh, List<String> within) {
    old.forEach(
        (key, entry) -> {
          Record same = fresh.get(key);
          if (same == null) {
            entry(then.nameOf(entry), within, then.details(entry), "");
          } else {
            List<String> inner = new ArrayList<>(List.of(then.nameOf(entry)));
            inner.addAll(within);
            mapping(entry, same, inner);
          }
        });
    fresh.forEach(
        (key, entry) -> {
          if (!old.containsKey(key)) {
            entry(now.nameOf(entry), within, "", now.details(entry));
          }
        });
    List<String> kept = old.keySet().stream().filter(fresh::containsKey).toList();
    List<String> order = fresh.keySet().stream().filter(old::containsKey).toList();
    if (!kept.equals(order)) {
      add("order of " + name, within, names(kept, old, then), names(order, fresh, now));
    }
  }

  private static String names(List<String> keys, Map<String, Record> entries, ProtocolWords words) {
    return keys.stream()
        .map(key -> words.nameOf(entries.get(key)))
        .collect(Collectors.joining(", "));
  }

  /** Sentences of the protocol stand for themselves. */
  private void sentences(List<?> old, List<?> fresh) {
    old.stream()
        .filter(text -> !fresh.contains(text))
        .forEach(text -> add("sentence", List.of(), text.toString(), ""));
    fresh.stream()
        .filter(text -> !old.contains(text))
        .forEach(text -> add("sentence", List.of(), "", text.toString()));
    Set<Object> one = new LinkedHashSet<>(old);
    Set<Object> other = new LinkedHashSet<>(fresh);
    if (one.equals(other)) {
      add("order of sentences", List.of(), then.of("", old), now.of("", fresh));
    }
  }

  private void map(String name, Map<?, ?> old, Map<?, ?> fresh, List<String> within) {
    Set<Object> keys = new LinkedHashSet<>(old.keySet());
    keys.addAll(fresh.keySet());
    for (Object one : keys) {
      if (!Objects.equals(old.get(one), fresh.get(one))) {
        List<String> inner =
            new ArrayList<>(List.of((old.containsKey(one) ? then : now).ofKey(one.toString())));
        inner.addAll(within);
        add(name, inner, then.ofEntry(one, old.get(one)), now.ofEntry(one, fresh.get(one)));
      }
    }
  }

  /** {@code Minutes of Monthly call (Coaching, high)}. */
  private void add(String name, List<String> within, String was, String is) {
    String what = name.substring(0, 1).toUpperCase(Locale.US) + name.substring(1);
    if (!within.isEmpty()) {
      what += " of " + within.get(0) + around(within.subList(1, within.size()));
    }
    changes.add(new ProtocolChange(section, what, was, is));
  }

  /** {@code Monthly call (Coaching, high)}, which comes or goes as a whole. */
  private void entry(String name, List<String> within, String was, String is) {
    changes.add(new ProtocolChange(section, name + around(within), was, is));
  }

  private static String around(List<String> within) {
    List<String> outside = new ArrayList<>(within);
    Collections.reverse(outside);
    return outside.isEmpty() ? "" : " (" + String.join(", ", outside) + ")";
  }

  private static Object bare(Object value) {
    return value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
  }

  private static boolean isMapping(Object value) {
    return value instanceof Record
        && !(value instanceof RecurrenceRule || value instanceof Comparison);
  }

  private static boolean isKeyed(List<?> a, List<?> b) {
    List<?> some = a.isEmpty() ? b : a;
    return some.get(0) instanceof Record entry && ProtocolWords.key(entry) != null;
  }

  private static Map<String, Record> records(List<?> list) {
    Map<String, Record> records = new LinkedHashMap<>();
    list.forEach(entry -> records.put(ProtocolWords.key((Record) entry), (Record) entry));
    return records;
  }
}
