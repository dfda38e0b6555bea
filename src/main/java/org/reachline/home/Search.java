package org.reachline.home;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Formats;
import org.reachline.base.Paging;
import org.reachline.base.outbox.OutboxMail;
import org.reachline.people.accounts.PeopleSearch;
import org.reachline.sessions.EchoSession;
import org.reachline.sessions.SessionSearch;
import org.reachline.sites.Site;
import org.reachline.sites.SiteSearch;
import org.reachline.studies.Enrolment;
import org.reachline.studies.OwnStudies;
import org.reachline.studies.Study;

/**
 * One search over studies, sites, people, sessions and letters. Each room looks for itself, and
 * only through what the person may see there: what they may not see is not found, nor counted.
 */
@RequestScoped
class Search {
  /** Finds of one kind that are shown. */
  static final int MOST = 8;

  @Inject CurrentPerson me;
  @Inject OwnStudies studies;
  @Inject SiteSearch sites;
  @Inject PeopleSearch people;
  @Inject SessionSearch sessions;
  @Inject Clock clock;

  /**
   * Something that fits.
   *
   * @param name what it is called
   * @param detail what tells it from others of that name
   * @param href address of its page
   */
  record Find(String name, String detail, String href) {}

  /**
   * What fits of one kind.
   *
   * @param title what the kind is called
   * @param finds the first few
   * @param more whether more fit than are shown
   * @param list address of the list of all that fit; null where they are all here, or no list is
   */
  record Kind(String title, List<Find> finds, boolean more, String list) {
    Kind {
      finds = List.copyOf(finds);
    }

    private static Kind of(String title, List<Find> finds, String list) {
      boolean more = finds.size() > MOST;
      return new Kind(title, more ? finds.subList(0, MOST) : finds, more, more ? list : null);
    }
  }

  /** What fits a text, kind by kind; nothing for a blank one. */
  List<Kind> find(String text) {
    String wanted = text.strip();
    if (wanted.isEmpty() || !me.isActive()) {
      return List.of();
    }
    List<Study> own = studies.list();
    return Stream.of(
            Kind.of("Studies", studiesThatFit(own, wanted), null),
            Kind.of("Sites", sitesThatFit(own, wanted), list("/sites", wanted)),
            Kind.of("People", peopleThatFit(wanted), list("/people", wanted)),
            Kind.of("ECHO sessions", sessionsThatFit(own, wanted), null),
            Kind.of("Letters", lettersThatFit(wanted), list("/outbox", wanted)))
        .filter(kind -> !kind.finds().isEmpty())
        .toList();
  }

  private static String list(String path, String wanted) {
    return path + "?q=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
  }

  private static List<Find> studiesThatFit(List<Study> own, String wanted) {
    String text = wanted.toLowerCase(Locale.ROOT);
    return own.stream()
        .filter(s -> s.title.toLowerCase(Locale.ROOT).contains(text) || s.slug.contains(text))
        .map(s -> new Find(s.title, s.slug, s.addressOf("sites")))
        .toList();
  }

  /** A site leads to its page in each study; one that is in none to its own. */
  private List<Find> sitesThatFit(List<Study> own, String wanted) {
    List<Site> found = sites.list(wanted, 0, MOST + 1);
    Set<Long> ids = own.stream().map(s -> s.id).collect(Collectors.toSet());
    List<Enrolment> stays =
        Enrolment.listForSites(found.stream().map(s -> s.id).toList()).stream()
            .filter(e -> ids.contains(e.study.id))
            .toList();
    return found.stream()
        .flatMap(
            site -> {
              List<Find> in =
                  stays.stream()
                      .filter(e -> e.members.contains(site))
                      .map(e -> e.study)
                      .distinct()
                      .map(s -> inStudy(s, site))
                      .toList();
              return in.isEmpty()
                  ? Stream.of(new Find(site.name, site.code, "/sites/" + site.code))
                  : in.stream();
            })
        .toList();
  }

  private static Find inStudy(Study study, Site site) {
    return new Find(
        site.name, site.code + ", in " + study.title, study.addressOf("sites") + "/" + site.code);
  }

  private List<Find> peopleThatFit(String wanted) {
    if (!me.isCoordinator()) {
      return List.of();
    }
    LocalDate today = LocalDate.now(clock.withZone(me.zone()));
    return people.lines(new PeopleSearch.Wanted(wanted, ""), today, 0, MOST + 1).stream()
        .map(
            line ->
                new Find(
                    line.person().name,
                    Stream.concat(Stream.of(line.person().email), line.places().stream())
                        .collect(Collectors.joining(", ")),
                    "/people/" + line.person().id))
        .toList();
  }

  private List<Find> sessionsThatFit(List<Study> own, String wanted) {
    return own.isEmpty()
        ? List.of()
        : sessions.find(own, wanted, MOST + 1).stream().map(this::session).toList();
  }

  private Find session(EchoSession s) {
    boolean words = sessions.mayReadWords(s);
    String talk = words && s.didacticTitle != null ? ": " + s.didacticTitle : "";
    return new Find(
        "Session " + s.number + talk,
        s.program.name + ", " + Formats.shortly(s.startsAt, me.zone()),
        s.program.study.addressOf("sessions") + "/" + s.id);
  }

  private List<Find> lettersThatFit(String wanted) {
    if (!me.isCoordinator()) {
      return List.of();
    }
    PanacheQuery<OutboxMail> mails = OutboxMail.findNewest(wanted);
    return Paging.slice(mails, 0, MOST + 1).stream()
        .map(
            mail ->
                new Find(
                    mail.subject,
                    "to "
                        + mail.to
                        + ", "
                        + mail.state.label()
                        + ", "
                        + Formats.shortly(mail.createdAt, me.zone()),
                    list("/outbox", mail.subject)))
        .toList();
  }
}
