package org.reachline.projects;

import java.math.BigDecimal;
import org.jboss.resteasy.reactive.RestForm;

/** The charter as a person types it, word for word. */
public class ProjectForm {
  /** Code of the site of the unit. */
  @RestForm public String site;

  /** Short name. */
  @RestForm public String title;

  /** The one aim. */
  @RestForm public String aim;

  /** The one population. */
  @RestForm public String population;

  /** The one level of care. */
  @RestForm public String levelOfCare;

  /** The one location. */
  @RestForm public String location;

  /** Key of a measure of the study file, or empty for the site's own. */
  @RestForm public String measure;

  /** The site's own measure. */
  @RestForm public String ownMeasure;

  /** Where the measure stood before. */
  @RestForm public String baseline;

  /** Where it shall get to. */
  @RestForm public String target;

  /** First day. */
  @RestForm public String startsOn;

  /** Day by which the target shall be reached. */
  @RestForm public String endsOn;

  /** Executive sponsor. */
  @RestForm public String executiveSponsor;

  /** Change leader. */
  @RestForm public String changeLeader;

  /** Team. */
  @RestForm public String team;

  /** Who collects the numbers, and how. */
  @RestForm public String dataCollection;

  /** What it is hoped to do. */
  @RestForm public String expectedImpact;

  /** The version that the typist saw; empty for a new project. */
  @RestForm public String version;

  /** Why an existing charter is changed. */
  @RestForm public String reason;

  /** The form of a charter that stands. */
  static ProjectForm of(ChangeProject p) {
    ProjectForm form = new ProjectForm();
    form.site = p.site.code;
    form.title = p.title;
    form.aim = p.aim;
    form.population = p.population;
    form.levelOfCare = p.levelOfCare;
    form.location = p.location;
    form.measure = p.measureKey == null ? "" : p.measureKey;
    form.ownMeasure = p.ownMeasure;
    form.baseline = plain(p.baseline);
    form.target = plain(p.target);
    form.startsOn = p.startsOn.toString();
    form.endsOn = p.endsOn.toString();
    form.executiveSponsor = p.executiveSponsor;
    form.changeLeader = p.changeLeader;
    form.team = p.team;
    form.dataCollection = p.dataCollection;
    form.expectedImpact = p.expectedImpact;
    form.version = String.valueOf(p.version);
    return form;
  }

  static String plain(BigDecimal number) {
    return number == null ? "" : number.stripTrailingZeros().toPlainString();
  }
}
