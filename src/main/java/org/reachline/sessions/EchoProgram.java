package org.reachline.sessions;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.reachline.base.trail.AuditedEntity;
import org.reachline.people.Person;
import org.reachline.studies.Study;

/**
 * A series of sessions that delivers one ECHO strategy of a study. The study file gives the dates
 * of one; further ones, for a second hub or another cohort of sites, have a rule of their own.
 */
@Entity
@Table(name = "echo_program")
public class EchoProgram extends AuditedEntity {
  /** What is said of a name that is given already: people tell programmes apart by it. */
  public static final String NAME_TAKEN = "Another programme of this study has this name already.";

  /** Whose strategy it delivers. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** Key of the strategy in the study file. */
  @Column(nullable = false, updatable = false)
  public String strategy;

  /** What people read. */
  @Column(nullable = false)
  public String name;

  /** The hub's time zone; sessions keep their local time there over clock changes. */
  @Column(nullable = false)
  public String zone;

  /** Who provides the video room. */
  @Enumerated(EnumType.STRING)
  @Column(name = "room_kind", nullable = false)
  public RoomKind roomKind = RoomKind.EXTERNAL;

  /** Address of the video room for every session without its own, or null while none is known. */
  @Column(name = "room_url")
  public String roomUrl;

  /** How long before the start the room lets people in, in minutes. */
  @Column(name = "opens_before_minutes", nullable = false)
  public int opensBeforeMinutes = 20;

  /** Its own rule (RFC 5545), or null if the study file gives its dates. */
  @Column(updatable = false)
  public String rule;

  /** When a session begins in its zone, or null if the study file says so. */
  @Column(name = "begins_at", updatable = false)
  public LocalTime beginsAt;

  /** Whether hosts may record sessions, where our own server provides the room. */
  @Column(name = "record_sessions", nullable = false)
  public boolean recordSessions;

  /** The day from which the rule counts its intervals; null until the first schedule is made. */
  @Column(name = "anchor_on")
  public LocalDate anchorOn;

  /** The hub as people call it, or null. */
  public String hub;

  /** Telephone number of the room, or null. */
  public String phone;

  /** What to key in after the number, or null. */
  @Column(name = "phone_code")
  public String phoneCode;

  /** Hub staff who run it; empty: nobody yet, and only coordinators see it. */
  @ManyToMany
  @JoinTable(
      name = "echo_program_team",
      joinColumns = @JoinColumn(name = "program_id"),
      inverseJoinColumns = @JoinColumn(name = "person_id"))
  public Set<Person> team = new HashSet<>();

  /** Whether the team is who happened to be of the role hub when nobody had been named. */
  @Column(name = "team_inherited", nullable = false)
  public boolean teamInherited;

  /** Days in the hub's zone on which the rule's session is left out, each with its reason. */
  @ElementCollection
  @CollectionTable(name = "echo_program_exception", joinColumns = @JoinColumn(name = "program_id"))
  @MapKeyColumn(name = "day")
  @Column(name = "reason", nullable = false)
  public Map<LocalDate, String> exceptions = new TreeMap<>();

  /** Subject of its lines in the audit trail. */
  @Override
  public String subject() {
    return "echo_program:" + id;
  }

  /** What else is on its trail, such as who attended, changes nothing that an editor works on. */
  @Override
  public String changingActs() {
    return "program.";
  }

  @Override
  public String label(String property) {
    return ProgramFacts.SHEET.label(property);
  }

  /** Its settings. */
  public ProgramFacts facts() {
    return new ProgramFacts(
        name, hub, roomKind, roomUrl, phone, phoneCode, opensBeforeMinutes, recordSessions);
  }

  /** Sets it anew. */
  public void say(ProgramFacts facts) {
    name = facts.name();
    hub = facts.hub();
    roomKind = facts.roomKind();
    roomUrl = facts.roomUrl();
    phone = facts.phone();
    phoneCode = facts.phoneCode();
    opensBeforeMinutes = facts.opensBeforeMinutes();
    recordSessions = Boolean.TRUE.equals(facts.record());
  }

  /** Hosts know each other by name. */
  @Override
  public String whoIs(String email) {
    return Person.nameOf(email);
  }

  /** Whether a new name, in whatever case, is that of another programme of the study. */
  public boolean isNamedLikeAnother(String typed) {
    return typed != null
        && !typed.equalsIgnoreCase(name)
        && listForStudy(study).stream()
            .anyMatch(p -> !p.id.equals(id) && p.name.equalsIgnoreCase(typed));
  }

  /** The zone as a value. */
  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** Whether the study file gives its dates; sites that were placed nowhere are in this one. */
  public boolean isOfProtocol() {
    return rule == null;
  }

  /** Whether hub staff with this key run it. */
  public boolean isRunBy(long personId) {
    return team.stream().anyMatch(person -> person.id == personId);
  }

  /** The team, by name. */
  public List<Person> listTeam() {
    return team.stream().sorted(Comparator.comparing(person -> person.name)).toList();
  }

  /** Who is host, as people read it: the hub and its team as far as they are known. */
  public String hostInWords() {
    String people =
        listTeam().stream()
            .map(p -> p.credential == null ? p.name : p.name + ", " + p.credential)
            .collect(Collectors.joining("; "));
    if (hub == null) {
      return people.isEmpty() ? "the hub team" : people;
    }
    return people.isEmpty() ? hub : hub + " (" + people + ")";
  }

  /** The number as a telephone dials it, or null. */
  public String phoneLink() {
    return phone == null ? null : phone.replaceAll("[^+0-9]", "");
  }

  /** The telephone way in, as people read it, or null. */
  public String phoneInWords() {
    return phone == null || phoneCode == null ? phone : phone + ", code " + phoneCode;
  }

  /** Programmes of a study, by name. */
  public static List<EchoProgram> listForStudy(Study study) {
    return list("study = ?1 order by name, ordinal", study);
  }

  /** Programmes of a strategy, that of the study file first, the others by name. */
  public static List<EchoProgram> listForStrategy(Study study, String strategy) {
    return list(
        "study = ?1 and strategy = ?2 order by case when rule is null then 0 else 1 end, name, ordinal",
        study,
        strategy);
  }

  /** Programmes that nobody runs yet, by study and name. */
  public static List<EchoProgram> listWithoutTeam() {
    return list(
        "from EchoProgram p join fetch p.study s where p.team is empty order by s.title, p.name");
  }

  /** Programmes whose team nobody chose, by study and name. */
  public static List<EchoProgram> listInherited() {
    return list(
        "from EchoProgram p join fetch p.study s where p.teamInherited order by s.title, p.name");
  }

  /** Programmes of many studies with their teams. */
  public static List<EchoProgram> listForStudies(Collection<Long> studies) {
    return list(
        "select distinct p from EchoProgram p left join fetch p.team where p.study.id in ?1",
        studies);
  }
}
