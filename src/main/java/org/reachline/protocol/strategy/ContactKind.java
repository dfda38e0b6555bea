package org.reachline.protocol.strategy;

/** What sort of event a planned contact is. */
public enum ContactKind {
  /** A meeting, such as a kick-off. */
  MEETING,
  /** A call. */
  CALL,
  /** A visit to the site. */
  VISIT,
  /** A webinar. */
  WEBINAR,
  /** A session of an ECHO programme. */
  SESSION,
  /** A training. */
  TRAINING,
  /** A contact of a navigator with a participant. */
  NAVIGATION,
  /** Anything else; its label says what. */
  OTHER
}
