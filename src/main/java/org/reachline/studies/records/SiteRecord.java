package org.reachline.studies.records;

import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import org.reachline.base.trail.AmendableRecord;
import org.reachline.sites.Site;
import org.reachline.studies.Enrolment;
import org.reachline.studies.Study;

/**
 * Something on record of a site in a study.
 *
 * @param <F> what is said of it
 */
@MappedSuperclass
public abstract class SiteRecord<F extends Record> extends AmendableRecord {
  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** The unit that the site belongs to. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Where. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** What is said of it. */
  public abstract F facts();

  /** Says it anew. */
  protected abstract void say(F facts);

  @Override
  public String subject() {
    return noun().replace(' ', '_') + ":" + id;
  }
}
