package org.reachline.base.lists;

import java.util.Map;
import java.util.Set;

/**
 * Acts for a person who is not there, with the rights that they hold now. Declared here and
 * implemented by {@code people}.
 */
public interface OnBehalf {
  /** Does something as a person. */
  void run(long personId, Runnable act);

  /** Names of people by their keys. */
  Map<Long, String> names(Set<Long> personIds);
}
