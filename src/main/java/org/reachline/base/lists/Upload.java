package org.reachline.base.lists;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.reachline.base.OrderedEntity;

/** A long list that somebody handed in: where it stands, and for good what became of it. */
@Entity
@Table(name = "upload")
public class Upload extends OrderedEntity {
  /** How far it is. */
  public enum State {
    /** Waits for its turn. */
    WAITING("waits for its turn"),
    /** An instance of the service is at it. */
    RUNNING("under way"),
    /** Was looked through; somebody has to confirm it. */
    CHECKED("wants your look"),
    /** All of it is saved. */
    DONE("taken"),
    /** Some of it cannot be taken, so nothing is saved. */
    REFUSED("not taken"),
    /** Somebody stopped it; nothing is saved. */
    STOPPED("stopped"),
    /** Something of ours broke; nothing is saved. */
    FAILED("failed");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  /** What is to be done with a list. */
  public enum Task {
    /** Say what it would do. */
    CHECK,
    /** Do it. */
    TAKE
  }

  /** Which list it is, by {@link ListAct#many}. */
  @Column(nullable = false, updatable = false)
  public String kind;

  /** Where its records belong, by {@link ListAct#nameOf}. */
  @Column(nullable = false, updatable = false)
  public String place;

  /** What that is called; empty where there is only one. */
  @Column(nullable = false, updatable = false)
  public String title;

  /** Who handed it in. */
  @Column(name = "person_id", nullable = false, updatable = false)
  public long personId;

  /** What the file was called. */
  @Column(name = "file_name", nullable = false, updatable = false)
  public String fileName;

  /** SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
  @Column(nullable = false, updatable = false)
  public String sha256;

  /** How many bytes it has. */
  @Column(nullable = false, updatable = false)
  public long bytes;

  /** How many rows it has below the header. */
  @Column(name = "data_rows", nullable = false, updatable = false)
  public int dataRows;

  /** What is to be done with it. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public Task task;

  /** How far it is. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public State state;

  /** How often somebody began with it. */
  @Column(nullable = false)
  public int attempts;

  /** How often it was begun anew because whoever was at it was gone. */
  @Column(name = "cut_off", nullable = false)
  public int cutOff;

  /** What is being done, or null before that. */
  @Enumerated(EnumType.STRING)
  public Progress.Step step;

  /** How many rows of this step are behind. */
  @Column(name = "done_rows", nullable = false)
  public int doneRows;

  /** How many rows this step has. */
  @Column(name = "of_rows", nullable = false)
  public int ofRows;

  /** Whether it is to be stopped. */
  @Column(name = "stop_asked", nullable = false)
  public boolean stopAsked;

  /** What was said beside it, as JSON; null once it has ended. */
  public String said;

  /** What it would do, as JSON; null before that is known and once it is done. */
  public String told;

  /** Why it is where it is, a sentence; may be null. */
  public String words;

  /** Records that it made. */
  @Column(nullable = false)
  public long added;

  /** Records that it changed. */
  @Column(nullable = false)
  public long changed;

  /** Rows that said what was on record. */
  @Column(nullable = false)
  public long same;

  /** Rows that cannot be taken. */
  @Column(nullable = false)
  public long errors;

  /** When it came. */
  @Column(name = "sent_at", nullable = false, updatable = false)
  public Instant sentAt;

  /** When it ended; null before that. */
  @Column(name = "ended_at")
  public Instant endedAt;

  /** Address of its page. */
  public String address() {
    return "/uploads/" + id;
  }

  /** Whether it waits or is under way. */
  public boolean isOpen() {
    return state == State.WAITING || state == State.RUNNING;
  }

  /** Whether all of it is saved. */
  public boolean isDone() {
    return state == State.DONE;
  }

  /** How many of its rows did or would do what. */
  public ListOutcome.Counts counts() {
    return new ListOutcome.Counts(added, changed, same, errors);
  }

  void count(ListOutcome.Counts counts) {
    added = counts.added();
    changed = counts.changed();
    same = counts.same();
    errors = counts.errors();
  }

  /** What it is about: {@code units of Jail trial}. */
  public String about() {
    return title.isEmpty() ? kind : kind + " of " + title;
  }
}
