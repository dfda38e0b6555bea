package org.reachline.base.input;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reachline.base.facts.FactSheet;

/** Every free text of the house: those that records declare with their facts, and all others. */
public final class FreeTexts {
  private FreeTexts() {}

  /**
   * One text.
   *
   * @param rows which rows of the table are meant, as a condition in SQL; empty for all
   */
  public record Text(String table, String column, FreeText.Readers readers, String rows) {
    /** Whether {@link FreeText} says it too, because only some rows are meant. */
    private boolean is(String otherTable, String otherColumn) {
      return table.equals(otherTable) && column.equals(otherColumn);
    }
  }

  /** All of them. */
  public static List<Text> everywhere() {
    List<Text> texts = new ArrayList<>();
    for (FreeText text : FreeText.values()) {
      texts.add(new Text(text.table(), text.column(), text.readers(), text.rows()));
    }
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.reachline")
            .stream()
            .filter(type -> type.isAnnotatedWith(Entity.class))
            .forEach(type -> declared(type.reflect(), texts));
    return texts;
  }

  private static void declared(Class<?> entity, List<Text> texts) {
    for (Field field : entity.getDeclaredFields()) {
      if (field.isAnnotationPresent(Embedded.class) && field.getType().isRecord()) {
        declared(table(entity), field.getType(), texts);
      }
    }
    if (entity.getGenericSuperclass() instanceof ParameterizedType of
        && of.getActualTypeArguments()[0] instanceof Class<?> facts
        && facts.isRecord()) {
      declared(table(entity), facts, texts);
    }
    for (Method method : entity.getDeclaredMethods()) {
      if (method.getName().equals("facts") && method.getReturnType().isRecord()) {
        // Facts that stand beside the entity, because too many queries name its columns.
        declared(table(entity), method.getReturnType(), texts);
      }
    }
  }

  /** Texts of a record's facts, and of what they hold several of in a table of its own. */
  private static void declared(String table, Class<?> facts, List<Text> texts) {
    FactSheet.of(facts.asSubclass(Record.class)).texts().stream()
        .filter(t -> texts.stream().noneMatch(known -> known.is(table, t.column())))
        .forEach(t -> texts.add(new Text(table, t.column(), t.readers(), "")));
    for (Field field : facts.getDeclaredFields()) {
      CollectionTable several = field.getAnnotation(CollectionTable.class);
      if (several != null
          && ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0]
              instanceof Class<?> item
          && item.isRecord()) {
        declared(several.name(), item, texts);
      }
    }
  }

  private static String table(Class<?> entity) {
    Table named = entity.getAnnotation(Table.class);
    return named == null
        ? entity.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
        : named.name();
  }
}
