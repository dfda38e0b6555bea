package org.reachline.base.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reachline.base.trail.Audited;

/** Every record whose fields are declared once. */
class FactLabelsTest {
  static Stream<Class<?>> records() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.reachline")
            .stream()
            .filter(type -> type.isAnnotatedWith(Entity.class))
            .filter(type -> type.isAssignableTo(Audited.class))
            .map(JavaClass::reflect)
            .filter(type -> facts(type).isPresent());
  }

  /** What stands in the entity or beside it. */
  private static Optional<Class<? extends Record>> facts(Class<?> entity) {
    return Stream.concat(
            Arrays.stream(entity.getFields())
                .filter(field -> field.getName().equals("facts"))
                .map(field -> of(entity, field)),
            Arrays.stream(entity.getMethods())
                .filter(method -> method.getName().equals("facts"))
                .map(Method::getReturnType))
        .findFirst()
        .map(type -> type.asSubclass(Record.class));
  }

  /** Type of the facts, which a record of a site names as its kind of facts. */
  private static Class<?> of(Class<?> entity, Field field) {
    return field.getGenericType() instanceof Class<?> named
        ? named
        : (Class<?>)
            ((ParameterizedType) entity.getGenericSuperclass()).getActualTypeArguments()[0];
  }

  @ParameterizedTest
  @MethodSource("records")
  void historyCallsAFieldByItsLabel(Class<?> entity) throws ReflectiveOperationException {
    Constructor<?> empty = entity.getDeclaredConstructor();
    empty.setAccessible(true);
    Audited record = (Audited) empty.newInstance();
    assertThat(FactSheet.of(facts(entity).orElseThrow()).facts())
        .isNotEmpty()
        .allSatisfy(fact -> assertThat(record.label(fact.trailKey())).isEqualTo(fact.label()));
  }
}
