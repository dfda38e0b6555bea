package org.reachline.base.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the boxes of a form are called that hold one field of several items, where it is not the
 * field's name before that of the item's: {@code stepWhat} instead of {@code nextStepsWhat}.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Boxes {
  /** What stands before the name of the item's field; empty for nothing. */
  String value();
}
