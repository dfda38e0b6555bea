package org.reachline.halves;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Every test that is not in the other half, in whatever room and however it is named. */
@Suite
@SelectPackages("org.reachline")
@IncludeClassNamePatterns({".*(Test|Tests|TestCase)", ".*\\.Test[^.]*"})
@ExcludeClassNamePatterns(HostingHalf.CLASSES)
class ComparingHalf {}
