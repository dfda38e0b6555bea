package org.reachline.sessions;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.reachline.sessions.room.RoomKind;
import org.reachline.studies.Study;

/** The series of sessions that deliver one ECHO strategy of a study. */
@Entity
@Table(name = "echo_program")
public class EchoProgram extends PanacheEntity {
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

  /** The day from which the rule counts its intervals; null until the first schedule is made. */
  @Column(name = "anchor_on")
  public LocalDate anchorOn;

  /** Counts changes; a second editor is told. */
  @Version public int version;

  /** The zone as a value. */
  public ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** Programmes of a study, by name. */
  public static List<EchoProgram> listForStudy(Study study) {
    return list("study = ?1 order by name, id", study);
  }

  /** The programme of a strategy, if it was set up. */
  public static Optional<EchoProgram> find(Study study, String strategy) {
    return find("study = ?1 and strategy = ?2", study, strategy).firstResultOptional();
  }
}
