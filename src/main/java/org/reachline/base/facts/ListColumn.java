package org.reachline.base.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a list calls a field, where it is not only the field's name in lower case. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ListColumn {
  /** The column's name; empty for the field's name as {@code outcome_meant}. */
  String name() default "";

  /** Other names that mean the same. */
  String[] otherNames() default {};
}
