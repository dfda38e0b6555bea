package org.reachline.sessions.hosting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.people.Person;
import org.reachline.sessions.AgendaItem;
import org.reachline.sessions.Audience;
import org.reachline.sessions.EchoSession;

/**
 * Who can be asked to speak in a session: the hub's team and the people who are expected. A name
 * that is typed becomes one of them where it can only be that one; any other name is somebody from
 * outside.
 */
@ApplicationScoped
class Speakers {
  private static final Pattern WITH_MAIL = Pattern.compile("(.*)\\(([^()\\s]+@[^()\\s]+)\\)\\s*");

  @Inject Audience audience;

  /**
   * Somebody who speaks.
   *
   * @param name what people read
   * @param personId key of the person, or null for somebody from outside
   */
  record Speaker(String name, Long personId) {
    /** The person whom the same name meant before, where the name alone tells nobody now. */
    Speaker orStill(List<Speaker> before) {
      return personId != null || name == null
          ? this
          : before.stream().filter(was -> name.equals(was.name)).findFirst().orElse(this);
    }
  }

  /** Everybody who can be picked, by name. */
  List<Person> list(EchoSession session) {
    Map<Long, Person> people = new LinkedHashMap<>();
    session.program.team.stream().filter(Person::isActive).forEach(p -> people.put(p.id, p));
    audience.expected(session).forEach(e -> people.put(e.person().id, e.person()));
    return people.values().stream().sorted(Comparator.comparing(p -> p.name)).toList();
  }

  /** The same as a form offers them: {@code Hanna Okafor (hub@demo.reachline.example)}. */
  List<String> choices(EchoSession session) {
    return list(session).stream().map(Speakers::choice).toList();
  }

  private static String choice(Person person) {
    return person.name + " (" + person.email + ")";
  }

  /** What a form shows for a speaker, so that sending it again names the same person. */
  static String shown(String name, Long personId) {
    Person person = personId == null ? null : Person.findById(personId);
    return person == null ? name : choice(person);
  }

  /**
   * Finds the person for the presenter of a session's talk as typed.
   *
   * @param before who it was until now
   */
  void resolveTalk(EchoSession session, Speaker before) {
    Speaker speaker = read(session.didacticPresenter, list(session)).orStill(List.of(before));
    session.didacticPresenter = speaker.name();
    session.didacticPresenterId = speaker.personId();
  }

  /** Finds people for the names in an agenda as they were typed. */
  List<AgendaItem> resolve(EchoSession session, List<AgendaItem> items) {
    List<Person> known = list(session);
    List<Speaker> before =
        session.agenda.stream().map(i -> new Speaker(i.presenter, i.presenterId)).toList();
    List<AgendaItem> resolved = new ArrayList<>();
    for (AgendaItem item : items) {
      Speaker speaker = read(item.presenter, known).orStill(before);
      AgendaItem named = new AgendaItem(item.kind, item.label, item.minutes, speaker.name());
      named.presenterId = speaker.personId();
      resolved.add(named);
    }
    return resolved;
  }

  /** Whom a typed name means among those who are known. */
  static Speaker read(String typed, List<Person> known) {
    if (typed == null) {
      return new Speaker(null, null);
    }
    Matcher mail = WITH_MAIL.matcher(typed);
    List<Person> fits =
        mail.matches()
            ? known.stream().filter(p -> p.email.equalsIgnoreCase(mail.group(2))).toList()
            : known.stream().filter(p -> key(p.name).equals(key(typed))).toList();
    if (fits.size() != 1) {
      return new Speaker(typed, null);
    }
    Person person = fits.get(0);
    return new Speaker(mail.matches() ? person.name : typed, person.id);
  }

  /** A name without regard to case, spaces, title and what follows a comma ("MD"). */
  static String key(String name) {
    return name.replaceAll(",.*", "")
        .replaceAll("(?i)\\b(dr|prof)\\.?\\s", "")
        .strip()
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }
}
