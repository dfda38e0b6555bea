package org.reachline.base.lists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reachline.base.CurrentPerson;
import org.reachline.base.OneLine;
import org.reachline.base.Refusal;
import org.reachline.base.input.UploadedText;

/**
 * Long lists of people: kept as they come, looked at and confirmed by whoever handed them in. Each
 * sees their own; the receipt of what was taken, coordinators see, too.
 */
@Named("uploads")
@ApplicationScoped
class Uploads {
  private static final int PIECE = 1 << 20;
  private static final int LONGEST_NAME = 200;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  @Inject @Any Instance<ListAct<?, ?>> lists;
  @Inject Event<Waits> waits;
  @Inject CurrentPerson me;
  @Inject OnBehalf behalf;
  @Inject EntityManager database;
  @Inject Clock clock;

  /** A list waits. */
  record Waits() {}

  /** Keeps a list, to be looked through or taken as soon as an instance finds time. */
  @Transactional
  <P> Upload keep(
      ListAct<P, ?> list,
      P place,
      String fileName,
      UploadedText text,
      ListSaid said,
      Upload.Task task) {
    Upload upload = new Upload();
    upload.kind = list.many();
    upload.place = list.nameOf(place);
    upload.title = list.titleOf(place);
    upload.personId = me.id();
    upload.fileName = OneLine.clean(fileName, LONGEST_NAME);
    upload.sha256 = text.sha256();
    upload.bytes = text.size();
    upload.dataRows = Math.max(0, text.rows() - 1);
    upload.said = json(said);
    upload.task = task;
    upload.state = Upload.State.WAITING;
    upload.sentAt = clock.instant();
    upload.persistAndFlush();
    try (InputStream in = text.stream()) {
      byte[] piece = in.readNBytes(PIECE);
      for (int number = 0; piece.length > 0; number++, piece = in.readNBytes(PIECE)) {
        database
            .createNativeQuery("insert into upload_piece values (?1, ?2, ?3)")
            .setParameter(1, upload.id)
            .setParameter(2, number)
            .setParameter(3, piece)
            .executeUpdate();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    waits.fire(new Waits());
    return upload;
  }

  /** One's own, newest first. */
  PanacheQuery<Upload> mine() {
    return Upload.find("personId = ?1 order by ordinal desc", me.id());
  }

  /** What was taken by anybody, newest first. */
  PanacheQuery<Upload> taken() {
    return Upload.find("state = ?1 order by ordinal desc", Upload.State.DONE);
  }

  /** One's own that are under way or want a look, for the pages on which lists are chosen. */
  public List<Upload> getUnsettled() {
    return Upload.list(
        "personId = ?1 and state in ?2 order by ordinal desc",
        me.id(),
        List.of(Upload.State.WAITING, Upload.State.RUNNING, Upload.State.CHECKED));
  }

  /** One that the person may see. */
  Upload get(long id) {
    return Upload.<Upload>findByIdOptional(id)
        .filter(u -> u.personId == me.id() || u.isDone() && me.isCoordinator())
        .orElseThrow(Refusal.NotFound::new);
  }

  private Upload getOwn(long id) {
    return Upload.<Upload>findByIdOptional(id)
        .filter(u -> u.personId == me.id())
        .orElseThrow(Refusal.NotFound::new);
  }

  /** Which list an upload is. */
  ListAct<?, ?> listOf(Upload upload) {
    return lists.stream()
        .filter(list -> list.many().equals(upload.kind))
        .findFirst()
        .orElseThrow(Refusal.NotFound::new);
  }

  /** Whether the person may take such lists now. */
  boolean mayTake(ListAct<?, ?> list) {
    return list.takers().stream().anyMatch(me::is);
  }

  /** Names of who handed uploads in. */
  Map<Long, String> names(Set<Long> people) {
    return behalf.names(people);
  }

  /**
   * Stops one that waits, is under way or was looked through.
   *
   * @return whether that was still possible
   */
  @Transactional
  boolean stop(long id) {
    Upload upload = getOwn(id);
    int stopped =
        database
            .createQuery(
                "update Upload set state = STOPPED, endedAt = ?2, told = null where id = ?1 and state in"
                    + " (WAITING, CHECKED)")
            .setParameter(1, upload.id)
            .setParameter(2, clock.instant())
            .executeUpdate();
    if (stopped == 0) {
      stopped =
          database
              .createQuery("update Upload set stopAsked = true where id = ?1 and state = RUNNING")
              .setParameter(1, upload.id)
              .executeUpdate();
    }
    database.refresh(upload);
    if (upload.state == Upload.State.STOPPED) {
      forget(upload.id);
    }
    return stopped > 0;
  }

  /** Has one that was looked through taken, or looked through anew by what is said now. */
  @Transactional
  void confirm(long id, ListSaid said, Upload.Task task) {
    int confirmed =
        database
            .createQuery(
                "update Upload set state = WAITING, task = ?2, said = ?3, words = null, step = null,"
                    + " doneRows = 0 where id = ?1 and state = CHECKED")
            .setParameter(1, getOwn(id).id)
            .setParameter(2, task)
            .setParameter(3, json(said))
            .executeUpdate();
    if (confirmed == 0) {
      throw new Refusal.Conflict("This list was taken or stopped meanwhile.");
    }
    waits.fire(new Waits());
  }

  /** Lets go of what was needed to take one. */
  void forget(long id) {
    database
        .createNativeQuery("delete from upload_piece where upload_id = ?1")
        .setParameter(1, id)
        .executeUpdate();
    database
        .createNativeQuery("update upload set said = null where id = ?1")
        .setParameter(1, id)
        .executeUpdate();
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was said beside an upload. */
  static ListSaid said(Upload upload) {
    return upload.said == null ? ListSaid.NOTHING : read(upload.said, ListSaid.class);
  }

  /** What an upload would do; null while that is not known. */
  static <T extends ListOutcome> T told(ListAct<?, T> list, Upload upload) {
    return upload.told == null ? null : read(upload.told, list.outcome());
  }

  private static <T> T read(String json, Class<T> as) {
    try {
      return JSON.readValue(json, as);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
