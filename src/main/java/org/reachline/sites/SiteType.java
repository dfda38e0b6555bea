package org.reachline.sites;

/** Kind of place; decides which measures a site reports and in what its size is counted. */
public enum SiteType {
  /** Local jail; size is its average daily population. */
  JAIL("Jail", "average daily population"),
  /** State prison; size is its average daily population. */
  PRISON("Prison", "average daily population"),
  /**
   * Community treatment provider; size is its monthly intakes of people with opioid use disorder.
   */
  COMMUNITY_PROVIDER("Community provider", "monthly OUD intakes"),
  /** Primary-care clinic; size is its patients. */
  PRIMARY_CARE_CLINIC("Primary-care clinic", "patients"),
  /** Hospital; size is its beds. */
  HOSPITAL("Hospital", "beds"),
  /**
   * Any other organisation, such as a syringe-service or outreach programme; size is people served
   * a month.
   */
  OTHER("Other organisation", "people served a month");

  private final String label;
  private final String sizeUnit;

  SiteType(String label, String sizeUnit) {
    this.label = label;
    this.sizeUnit = sizeUnit;
  }

  /** In words. */
  public String label() {
    return label;
  }

  /** What {@link Site#size} counts at such a place. */
  public String sizeUnit() {
    return sizeUnit;
  }
}
