package org.reachline.base.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.reachline.base.input.FreeText;

/** Free words of one or several lines; how long, {@code @Size(max)} says. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Prose {
  /** Who may read them. */
  FreeText.Readers value();
}
