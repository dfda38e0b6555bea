package org.reachline.sessions.live;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs of life, as they come in from every open page every {@value Stretches#SLOT_SECONDS}
 * seconds: one statement each, which also decides whether the sender may still send. Written past
 * the entities, because a thousand pages speak at once.
 */
@ApplicationScoped
public class Beats {
  /** How long after its planned end an open session still takes part on the live page. */
  public static final Duration OVERTIME = Duration.ofHours(2);

  /** After so long without a beat somebody is shown as gone. */
  public static final Duration GONE_AFTER = Duration.ofSeconds(90);

  /**
   * The insert. Parameters: slot, session, person, now, now, host, revision (null: not by link).
   * The load bench gives the same text to pgbench.
   */
  public static final String INSERT =
      """
      insert into live_beat (session_id, slot, person_id)
      select s.id, ?, p.id from echo_session s join echo_program g on g.id = s.program_id, person p
      where s.id = ? and p.id = ? and p.ended_at is null and s.state in ('PLANNED', 'OPEN')
        and ? >= s.starts_at - make_interval(mins => g.opens_before_minutes)
        and ? < s.starts_at + make_interval(mins => s.duration_minutes)
          + case when s.state = 'OPEN' then interval '2 hours' else interval '0' end
        and (? or exists (
          select 1 from attendance a where a.session_id = s.id and a.person_id = p.id))
        and coalesce(?, (select r.revision from join_revision r
          where r.session_id = s.id and r.person_id = p.id), 0)
          = coalesce((select r.revision from join_revision r
          where r.session_id = s.id and r.person_id = p.id), 0)
      on conflict do nothing
      """;

  @Inject AgroalDataSource database;
  @Inject Clock clock;

  /**
   * Writes down that somebody is there now.
   *
   * @param host whether the person runs the session and so need not be on its list
   * @param revision revision of the mail link that brought them, or null for somebody signed in
   * @return whether a new row came of it; a second page of the same person within the slot gives
   *     none, nor does somebody who may not take part
   */
  public boolean write(long sessionId, long personId, boolean host, Integer revision) {
    Instant now = clock.instant();
    java.time.OffsetDateTime at = now.atOffset(java.time.ZoneOffset.UTC);
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setInt(1, Stretches.slotOf(now));
      insert.setLong(2, sessionId);
      insert.setLong(3, personId);
      insert.setObject(4, at);
      insert.setObject(5, at);
      insert.setBoolean(6, host);
      insert.setObject(7, revision, java.sql.Types.INTEGER);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("a sign of life was not written", e);
    }
  }

  /** When each person of a session was last heard, of those heard lately. */
  public Map<Long, Instant> heardLately(long sessionId) {
    int since = Stretches.slotOf(clock.instant().minus(GONE_AFTER));
    Map<Long, Instant> heard = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select person_id, max(slot) from live_beat where session_id = ? and slot >= ?"
                    + " group by person_id")) {
      select.setLong(1, sessionId);
      select.setInt(2, since);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          heard.put(rows.getLong(1), Stretches.beginOf(rows.getInt(2)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return heard;
  }

  /** All slots of the people who are on a session's list, by key of the person. */
  Map<Long, List<Integer>> slotsOf(long sessionId) {
    Map<Long, List<Integer>> slots = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select b.person_id, b.slot from live_beat b join attendance a on a.session_id ="
                    + " b.session_id and a.person_id = b.person_id where b.session_id = ?")) {
      select.setLong(1, sessionId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          slots.computeIfAbsent(rows.getLong(1), id -> new ArrayList<>()).add(rows.getInt(2));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return slots;
  }
}
