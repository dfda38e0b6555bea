package org.reachline.base.input;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Switches in an address: {@code dryRun=true} or {@code dryRun=false}. JAX-RS reads everything else
 * as false, so {@code dryRun=yes} would save.
 */
@Provider
class TrueOrFalse implements ParamConverterProvider {
  private static final ParamConverter<Boolean> STRICT =
      new ParamConverter<>() {
        @Override
        public Boolean fromString(String typed) {
          if (typed == null) {
            return Boolean.FALSE; // a switch that is not named is off
          }
          if (!typed.equals("true") && !typed.equals("false")) {
            throw new IllegalArgumentException("“" + typed + "” is neither true nor false.");
          }
          return Boolean.valueOf(typed);
        }

        @Override
        public String toString(Boolean value) {
          return value.toString();
        }
      };

  @Override
  @SuppressWarnings("unchecked")
  public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
    return type == boolean.class || type == Boolean.class ? (ParamConverter<T>) STRICT : null;
  }
}
