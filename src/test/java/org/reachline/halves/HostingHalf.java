package org.reachline.halves;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * What sites do from their enrolment to their reports: studies, people, sites, sessions, reach; and
 * what each role finds at home.
 */
@Suite
@SelectPackages("org.reachline")
@IncludeClassNamePatterns(HostingHalf.CLASSES)
class HostingHalf {
  static final String CLASSES =
      "org\\.reachline\\.(studies|people|sites|sessions|reach|home)\\..*Test";
}
