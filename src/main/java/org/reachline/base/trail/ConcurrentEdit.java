package org.reachline.base.trail;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Table;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.StaleObjectStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.reachline.base.CurrentPerson;
import org.reachline.base.Refusal;

/**
 * Says who was quicker, and with what, where only the database noticed that two people met: from
 * the record in the way to its trail. It asks in a transaction of its own, because the one that met
 * the other is rolled back.
 */
@ApplicationScoped
public class ConcurrentEdit {
  /**
   * What PostgreSQL says of a row in the way: {@code Key (a, b)=(1, 2) already exists.} or, of two
   * that must not overlap, {@code Key (a, b)=(1, 2) conflicts with existing key (a, b)=(1, 3).}
   */
  private static final Pattern KEY =
      Pattern.compile("(?s)(?:.*existing key|Key) \\((.*?)\\)=\\((.*)\\)(?: already.*|\\.)");

  /** SQLSTATE of two rows that must not overlap; Hibernate has no kind for it. */
  private static final String EXCLUSION_VIOLATION = "23P01";

  @Inject ChangeSummary lastChange;
  @Inject EntityManager em;
  @Inject CurrentPerson me;

  /** Whether two records met that cannot both be, rather than one that cannot be at all. */
  public static boolean isMeeting(ConstraintViolationException e) {
    return e.getKind() == ConstraintKind.UNIQUE || EXCLUSION_VIOLATION.equals(e.getSQLState());
  }

  /**
   * What was done to a record since the person saw it; empty if they saw it as it is, or did not
   * say what they saw. That a record was withdrawn is for the act to say.
   */
  public Optional<String> than(Change change, Audited record) {
    boolean gone = record instanceof WithdrawableRecord kept && !kept.isStanding();
    return gone || change.version() == null || change.saw(record.version())
        ? Optional.empty()
        : Optional.of(lastChange.inWords(Change.overtaken(record), zone()));
  }

  /** What a colleague or the record's state put in the way. */
  public String inWords(Refusal.Conflict conflict) {
    return conflict.subject() == null
        ? conflict.getMessage()
        : asked(() -> lastChange.inWords(conflict, zone()), conflict.getMessage());
  }

  /** Who changed the record that was changed here too. */
  public String inWords(OptimisticLockException met) {
    String nobody = "Somebody changed this record while you were working on it.";
    return asked(
            () ->
                stale(met)
                    .flatMap(s -> record(s.getEntityName(), s.getIdentifier()))
                    .map(r -> lastChange.inWords(Change.overtaken(r), zone()))
                    .orElse(nobody),
            nobody)
        + " Look at it again and repeat your change.";
  }

  /** Who entered the record that was to be entered here too. */
  public String inWords(ConstraintViolationException met) {
    return "This is recorded already. "
        + asked(
            () ->
                inTheWay(met)
                    .map(r -> lastChange.inWords(Change.overtaken(r), zone()) + " ")
                    .orElse(""),
            "")
        + "Look at the list again.";
  }

  private ZoneId zone() {
    return me.isSignedIn() ? me.zone() : ZoneOffset.UTC;
  }

  private static String asked(Supplier<String> question, String otherwise) {
    try {
      return QuarkusTransaction.requiringNew().call(question::get);
    } catch (RuntimeException unanswered) {
      // Being told that somebody was quicker does not hang on being told who.
      return otherwise;
    }
  }

  private static Optional<StaleObjectStateException> stale(Throwable met) {
    for (Throwable cause = met; cause != null; cause = cause.getCause()) {
      if (cause instanceof StaleObjectStateException stale) {
        return Optional.of(stale);
      }
    }
    return Optional.empty();
  }

  private Optional<Audited> record(String entity, Object id) {
    return em.getMetamodel().getEntities().stream()
        .filter(type -> type.getJavaType().getName().equals(entity))
        .findFirst()
        .map(type -> em.find(type.getJavaType(), id))
        .filter(Audited.class::isInstance)
        .map(Audited.class::cast);
  }

  private Optional<Audited> inTheWay(ConstraintViolationException met) {
    if (!(met.getSQLException() instanceof PSQLException sql)
        || sql.getServerErrorMessage() == null) {
      return Optional.empty();
    }
    ServerErrorMessage message = sql.getServerErrorMessage();
    Matcher key = KEY.matcher(String.valueOf(message.getDetail()));
    if (message.getTable() == null || !key.matches()) {
      return Optional.empty();
    }
    // The columns come from the database's own index; only the values come from people.
    List<?> ids =
        em.createNativeQuery(
                "select id from "
                    + message.getTable()
                    + " where concat_ws(', ', "
                    + key.group(1)
                    + ") = ?1")
            .setParameter(1, key.group(2))
            .getResultList();
    return ids.size() != 1
        ? Optional.empty()
        : em.getMetamodel().getEntities().stream()
            .map(type -> type.getJavaType())
            .filter(type -> message.getTable().equals(table(type)))
            .findFirst()
            .flatMap(type -> record(type.getName(), ((Number) ids.get(0)).longValue()));
  }

  private static String table(Class<?> entity) {
    Table named = entity.getAnnotation(Table.class);
    return named == null ? entity.getSimpleName().toLowerCase(Locale.ROOT) : named.name();
  }
}
