package org.reachline.halves;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** What leads to a session and happens there: studies, people, sites, sessions. */
@Suite
@SelectPackages("org.reachline")
@IncludeClassNamePatterns(HostingHalf.CLASSES)
class HostingHalf {
  static final String CLASSES = "org\\.reachline\\.(studies|people|sites|sessions)\\..*Test";
}
