package org.reachline.studies;

import io.quarkus.qute.TemplateInstance;
import org.reachline.base.lists.RowListAct;

/** A list of records of a study, with a page and a call of its own. */
public abstract class StudyList extends RowListAct<Study> {
  /** The page of the study that shows such records: {@code coaching}. */
  public abstract String page();

  /** What that page is called: {@code Coaching}. */
  public abstract String pageLabel();

  /** What a person must know to write such a list: its columns and how rows are understood. */
  public abstract TemplateInstance help(Study study);

  /** The study, if it has such records. */
  public Study study(String slug) {
    return Study.getBySlug(slug);
  }

  /** Address of the list's page. */
  public String address(Study study) {
    return study.addressOf(page() + "-import");
  }

  /** Address of the page that shows the records. */
  public String back(Study study) {
    return study.addressOf(page());
  }

  /** Title of the page that takes the list. */
  public String uploadTitle() {
    return "Upload " + many();
  }

  /** Title of the page that shows what the list would do. */
  public String checkTitle() {
    return "Check the list of " + many();
  }

  /** The button that does it. */
  public String button() {
    return "Log these " + many();
  }
}
