package org.reachline.base.facts;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

/**
 * Says in the API's description what the fields of a record mean, in the words that forms, lists
 * and the codebook have for them. A body is known by having all of a record's fields, by themselves
 * or among others.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribedFacts implements OASFilter {
  private final List<FactSheet<?>> sheets;

  /** Finds the records of facts among all classes, those with most fields first. */
  public DescribedFacts(IndexView classes) {
    sheets =
        classes.getKnownClasses().stream()
            .filter(type -> type.isRecord() && type.field("SHEET") != null)
            .<FactSheet<?>>map(record -> FactSheet.of(load(record)))
            .flatMap(DescribedFacts::withItems)
            .sorted(Comparator.comparing((FactSheet<?> sheet) -> -sheet.facts().size()))
            .toList();
  }

  private static Stream<FactSheet<?>> withItems(FactSheet<?> sheet) {
    return Stream.concat(
        Stream.of(sheet), sheet.facts().stream().map(Fact::items).filter(Objects::nonNull));
  }

  private static Class<? extends Record> load(ClassInfo record) {
    try {
      return Class.forName(
              record.name().toString(), true, Thread.currentThread().getContextClassLoader())
          .asSubclass(Record.class);
    } catch (ClassNotFoundException indexedIsThere) {
      throw new IllegalStateException(indexedIsThere);
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    for (FactSheet<?> sheet : sheets) {
      api.getComponents().getSchemas().values().stream()
          .filter(schema -> schema.getProperties() != null)
          .filter(schema -> sheet.facts().stream().allMatch(fact -> has(schema, fact)))
          .forEach(schema -> sheet.facts().forEach(fact -> describe(schema, fact)));
    }
  }

  private static boolean has(Schema body, Fact fact) {
    return body.getProperties().containsKey(fact.jsonName());
  }

  private static void describe(Schema body, Fact fact) {
    Schema property = body.getProperties().get(fact.jsonName());
    if (property.getDescription() == null) {
      property.setDescription(fact.inWords());
    }
  }
}
