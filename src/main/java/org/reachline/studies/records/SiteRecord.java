package org.reachline.studies.records;

import jakarta.persistence.Embedded;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.validation.Valid;
import java.lang.reflect.ParameterizedType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reachline.base.facts.FactSheet;
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
  /** By the record's class, a proxy's too: its facts are the class that it names for F. */
  private static final ClassValue<FactSheet<?>> SHEETS =
      new ClassValue<>() {
        @Override
        protected FactSheet<?> computeValue(Class<?> type) {
          return type.getGenericSuperclass() instanceof ParameterizedType of
              ? FactSheet.of(((Class<?>) of.getActualTypeArguments()[0]).asSubclass(Record.class))
              : get(type.getSuperclass());
        }
      };

  /** Which study. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Study study;

  /** The unit that the site belongs to, whose dose it touches. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Enrolment enrolment;

  /** Where. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public Site site;

  /** What is said of it. */
  @Embedded public F facts;

  // On the field itself it would hide the type from templates.
  @Valid
  protected F getSaid() {
    return facts;
  }

  /** Its fields. */
  @SuppressWarnings("unchecked")
  FactSheet<F> sheet() {
    return (FactSheet<F>) SHEETS.get(getClass());
  }

  /** Says whose it is, and what is said of it. */
  public void say(Enrolment unit, Site where, F said) {
    study = unit.study;
    enrolment = unit;
    site = where;
    facts = said;
  }

  /** It as the trail keeps it, property by property. */
  protected Map<String, ?> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("site", site.code);
    state.putAll(sheet().state(facts));
    state.put("withdrawn", !isStanding());
    return state;
  }

  /** The first word of its acts: {@code walk_through}. */
  String kind() {
    return noun().replaceAll("[ -]", "_");
  }

  @Override
  public String subject() {
    return kind() + ":" + id;
  }

  @Override
  public String label(String property) {
    return sheet().label(property);
  }
}
