package org.reachline.protocol.strategy;

/** What a stretch of a session is for. */
public enum AgendaKind {
  /** Opening and introductions. */
  WELCOME,
  /** A short talk. */
  DIDACTIC,
  /** One case presentation. */
  CASE,
  /** Questions and answers. */
  QUESTIONS,
  /** Summary and announcements. */
  CLOSING
}
