package org.reachline.sessions.after;

import java.time.LocalDate;

/**
 * What a certificate of attendance says.
 *
 * @param person name with credential
 * @param minutes minutes that count
 * @param session number and title of the session
 * @param program name of the programme
 * @param when day, time and zone of the session in words
 * @param presenter who gave the talk, or null
 * @param host who ran the session, or null if that is not on record
 * @param study title of the study
 * @param simulated whether the study's data are made up
 * @param issuedOn the day on which it was fetched
 */
record Certificate(
    String person,
    int minutes,
    String session,
    String program,
    String when,
    String presenter,
    String host,
    String study,
    boolean simulated,
    LocalDate issuedOn) {}
