package org.reachline.studies.versions;

import java.util.List;
import org.reachline.protocol.Analysis;
import org.reachline.protocol.StudyFile;

/**
 * One difference between two versions of a study file, as the person who must give the reason reads
 * it.
 *
 * @param section part of the file, such as "Measures"
 * @param what what it is about, such as "Minutes of Monthly call (Coaching, high)"
 * @param before how it was; empty if it is new
 * @param after how it is; empty if it is gone
 */
public record ProtocolChange(String section, String what, String before, String after) {

  /** Every difference in meaning; comments, order of keys and layout make none. */
  public static List<ProtocolChange> between(StudyFile before, StudyFile after) {
    return new ProtocolDiff(before, after).changes();
  }

  /** A question as the file asks it, all of it: {@code kind cluster ancova, outcome ...}. */
  public static String inWords(StudyFile file, Analysis analysis) {
    return new ProtocolWords(file).details(analysis);
  }

  /** {@code Minutes of Monthly call (Coaching, high): 60, now 45}. */
  public String sentence() {
    if (before.isEmpty()) {
      return what + ": new, " + after;
    }
    return what + ": " + before + (after.isEmpty() ? ", now gone" : ", now " + after);
  }
}
