package org.reachline.studies.enrolment;

import org.jboss.resteasy.reactive.RestForm;
import org.reachline.studies.Enrolment;

/** What a coordinator types about a unit in a study; each act reads the fields that it needs. */
class EnrolmentForm {
  /** Code of the leading site. */
  @RestForm public String unit;

  /** Day of enrolment. */
  @RestForm public String enrolledOn;

  /** First day of study month 1, or empty. */
  @RestForm public String startsOn;

  /** Stratum, where the study has strata. */
  @RestForm public String stratum;

  /** Pair, where the study has pairs. */
  @RestForm public String pair;

  /** Last day in the study. */
  @RestForm public String withdrawnOn;

  /** Why. */
  @RestForm public String reason;

  /** Why, in the form for a withdrawal, which stands on one page with the form for a change. */
  @RestForm("withdraw-reason")
  public String withdrawReason;

  /** Version of the record that the person saw. */
  @RestForm public String version;

  /** An empty form for withdrawing an enrolment. */
  static EnrolmentForm withdrawalOf(Enrolment e) {
    EnrolmentForm form = new EnrolmentForm();
    form.version = String.valueOf(e.version);
    return form;
  }

  /** A form filled with an enrolment. */
  static EnrolmentForm of(Enrolment e) {
    EnrolmentForm form = new EnrolmentForm();
    form.unit = e.unit.code;
    form.enrolledOn = e.enrolledOn.toString();
    form.startsOn = e.startedOn == null ? "" : e.startedOn.toString();
    form.stratum = e.stratum;
    form.pair = e.pair;
    form.version = String.valueOf(e.version);
    return form;
  }
}
