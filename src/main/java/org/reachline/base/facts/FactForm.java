package org.reachline.base.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reachline.base.Choice;
import org.reachline.base.Problems;

/**
 * A form about a record: what is typed in it, what is wrong with that, and how each field is asked.
 * The tag {@code fact} shows a field.
 */
public final class FactForm {
  private final FactSheet<?> sheet;
  private final Map<String, String> typed;
  private final Problems problems;
  private final Map<String, List<Choice>> choices = new HashMap<>();

  /**
   * A form.
   *
   * @param typed words by name of the field, those too that belong to no fact
   */
  public FactForm(FactSheet<?> sheet, Map<String, String> typed, Problems problems) {
    this.sheet = sheet;
    this.typed = typed;
    this.problems = problems;
  }

  /** Lets a field be chosen from these answers. */
  public FactForm choice(String name, List<Choice> answers) {
    choices.put(sheet.fact(name).name(), answers);
    return this;
  }

  /** What is typed in a field; null if nothing is. */
  public String typed(String name) {
    return typed.get(name);
  }

  /** What is wrong. */
  public Problems problems() {
    return problems;
  }

  /** Whether one of several is typed, as a box is ticked. */
  public boolean has(String name, Object one) {
    return FactSheet.several(typed, name).contains(String.valueOf(one));
  }

  /** How a field is asked. */
  public Asked of(String name) {
    return new Asked(sheet.fact(name));
  }

  /** All fields, in the order of the record. */
  public List<Asked> all() {
    return sheet.facts().stream().map(fact -> new Asked(fact)).toList();
  }

  /** One of several with fields of their own, by its place from 0; empty where nothing is typed. */
  public Item item(String name, int place) {
    return new Item(sheet.fact(name), place);
  }

  /** Those of several that are typed, and empty ones up to a number of lines. */
  public List<Item> items(String name, int least) {
    List<Item> items = new ArrayList<>();
    for (Item item = item(name, 0);
        items.size() < least || item.isTyped();
        item = item(name, items.size())) {
      items.add(item);
    }
    return items;
  }

  /** A field and all that follow it in the record. */
  public List<Asked> from(String name) {
    return sheet.facts().stream()
        .dropWhile(fact -> !fact.name().equals(name))
        .map(fact -> new Asked(fact))
        .toList();
  }

  /** The fields from one to another, both too, in the order of the record. */
  public List<Asked> from(String first, String last) {
    List<Asked> fields = from(first);
    int end = fields.stream().map(Asked::name).toList().indexOf(last);
    return fields.subList(0, end + 1);
  }

  /** One of several with fields of their own. */
  public final class Item {
    private final Fact several;
    private final int place;

    Item(Fact several, int place) {
      this.several = several;
      this.place = place;
    }

    boolean isTyped() {
      return fields().stream().anyMatch(field -> typed.containsKey(field.id()));
    }

    /** Its fields in the order of their record. */
    public List<Asked> fields() {
      return several.items().facts().stream().map(part -> new Asked(part, this)).toList();
    }

    /** The fields but for the first. */
    public List<Asked> rest() {
      List<Asked> fields = fields();
      return fields.subList(1, fields.size());
    }
  }

  /** One field of the form. */
  public final class Asked {
    private final Fact fact;
    private final Item item;

    Asked(Fact fact) {
      this(fact, null);
    }

    Asked(Fact fact, Item item) {
      this.fact = fact;
      this.item = item;
    }

    /** The name of its box, which it shares with the same field of other items. */
    public String name() {
      return item == null ? fact.name() : item.several.box(fact);
    }

    /** Its name in problems, its own on the page. */
    public String id() {
      return item == null
          ? fact.name()
          : item.several.name() + "." + item.place + "." + fact.name();
    }

    /** What the form asks; the words {@code asked}, else its label. */
    public String label() {
      String asked = fact.words("asked");
      return asked == null
          ? fact.label()
          : item == null ? asked : asked.replace("{number}", String.valueOf(item.place + 1));
    }

    /** What stands below it, or null. */
    public String help() {
      return fact.words("help");
    }

    /** What stands for no answer in a choice, or null if an answer must be chosen. */
    public String choose() {
      return fact.words("choose");
    }

    /** Whether it must be filled in; of several, none need be there. */
    public boolean isRequired() {
      return item == null && fact.isRequired();
    }

    /** Whether it has several lines. */
    public boolean isProse() {
      return fact.isProse();
    }

    /** Whether it is chosen from answers. */
    public boolean isChoice() {
      return choices.containsKey(name()) || fact.type().isEnum();
    }

    /** The answers. */
    public List<Choice> choices() {
      return choices.getOrDefault(name(), constants());
    }

    private List<Choice> constants() {
      return fact.type().isEnum()
          ? Arrays.stream(fact.type().getEnumConstants())
              .map(c -> new Choice(c.toString(), Fact.inWords(c).toString()))
              .toList()
          : List.of();
    }

    /** What is typed in it; an empty text if nothing is. */
    public String value() {
      String value = typed.get(id());
      return value == null ? "" : value;
    }

    /** The kind of input: what the words say, else date, time or text. */
    public String type() {
      String own = fact.words("type");
      return own != null
          ? own
          : fact.type() == LocalDate.class
              ? "date"
              : fact.type() == LocalTime.class ? "time" : "text";
    }

    /** Which keys a telephone shows, or null for all. */
    public String inputmode() {
      return fact.type() == BigDecimal.class
          ? "decimal"
          : fact.type() == Integer.class ? "numeric" : null;
    }
  }
}
