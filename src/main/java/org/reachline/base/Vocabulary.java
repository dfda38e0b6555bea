package org.reachline.base;

import java.util.List;

/**
 * Words that the study files declare and lower rooms offer as answers. Declared here, implemented
 * by {@code studies}; CDI joins them.
 */
public interface Vocabulary {
  /** Types of site that any study in force takes, by label. */
  List<Choice> siteTypes();

  /** Parts that people play at a site under any study in force, by label. */
  List<Choice> parts();
}
