package org.reachline.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Locale;
import org.reachline.base.Formats;
import org.reachline.protocol.strategy.AgendaKind;

/** One stretch of a session's agenda. Its place in the list is its place in the session. */
@Embeddable
public class AgendaItem {
  /** What it is for. */
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  public AgendaKind kind;

  /** What people read. */
  @Column(nullable = false)
  public String label;

  /** Length in minutes, more than 0. */
  @Column(nullable = false)
  public int minutes;

  /** Who speaks, or null where nobody is named; the talk's presenter stands with the session. */
  public String presenter;

  /** Key of the person who speaks, or null for somebody from outside. */
  @Column(name = "presenter_id")
  public Long presenterId;

  /** What it is for in words of ours, for whoever may not read what was typed: {@code Didactic}. */
  public String kindLabel() {
    return Formats.fromKey(kind.name().toLowerCase(Locale.ROOT));
  }

  /** For the table reader. */
  protected AgendaItem() {}

  /** A stretch of so many minutes. */
  public AgendaItem(AgendaKind kind, String label, int minutes) {
    this(kind, label, minutes, null);
  }

  /** A stretch of so many minutes with its speaker, who may be null. */
  public AgendaItem(AgendaKind kind, String label, int minutes, String presenter) {
    this.kind = kind;
    this.label = label;
    this.minutes = minutes;
    this.presenter = presenter;
  }
}
