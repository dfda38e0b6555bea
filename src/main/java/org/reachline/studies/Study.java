package org.reachline.studies;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Optional;
import org.reachline.base.OrderedEntity;
import org.reachline.base.Refusal;

/** A trial or programme that runs here. Its file says everything about it; this is its handle. */
@Entity
public class Study extends OrderedEntity {
  /** Folder name under {@code studies/} and the study's part of every address; never changes. */
  @Column(nullable = false, unique = true, updatable = false)
  public String slug;

  /** Title as in the version in force. */
  @Column(nullable = false)
  public String title;

  /** What it is called where there is little room; null where the file has no other name. */
  @Column(name = "short_title")
  public String shortTitle;

  /** Whether its data are simulated; every page then says so. */
  @Column(nullable = false)
  public boolean simulated;

  /** The version of the file in force. */
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "current_version_id")
  public StudyVersion current;

  /** What it is called where there is little room. */
  public String calledShortly() {
    return shortTitle == null ? title : shortTitle;
  }

  /** Address of a page of the study, such as {@code addressOf("coaching-import")}. */
  public String addressOf(String page) {
    return address(slug, page);
  }

  /** Address of a page of a study. */
  public static String address(String slug, String page) {
    return "/studies/" + slug + "/" + page;
  }

  /** All studies by title. */
  public static List<Study> listByTitle() {
    return list("order by title");
  }

  /** The study with this slug, if there is one. */
  public static Optional<Study> findBySlug(String slug) {
    return find("slug", slug).firstResultOptional();
  }

  /** The study with this slug. @throws Refusal.NotFound if there is none */
  public static Study getBySlug(String slug) {
    return findBySlug(slug).orElseThrow(Refusal.NotFound::new);
  }
}
