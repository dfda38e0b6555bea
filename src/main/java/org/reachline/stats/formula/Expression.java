package org.reachline.stats.formula;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A parsed expression; formulas, terms, offsets and row filters share this tree. */
public sealed interface Expression {

  /** A literal number. */
  record Num(double value, String text) implements Expression {}

  /** A quoted word. */
  record Word(String text) implements Expression {}

  /** A column's name, or a bare word in a filter. */
  record Name(String text) implements Expression {}

  /** Minus, plus or not. */
  record Unary(String operator, Expression of) implements Expression {}

  /** Two operands. */
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  /** A function of its arguments. */
  record Call(String function, List<Expression> arguments) implements Expression {}

  /** Parentheses, kept because they show in R's coefficient names. */
  record Group(Expression inside) implements Expression {}

  /** Whether a value is in a list; negated for "not in". */
  record Member(Expression value, List<Expression> among, boolean negated) implements Expression {}

  /** Whether a value is missing; negated for "not missing". */
  record Missing(Expression value, boolean negated) implements Expression {}

  /** The names that occur, in order of appearance. */
  default Set<String> names() {
    Set<String> found = new LinkedHashSet<>();
    collect(this, found);
    return found;
  }

  private static void collect(Expression e, Set<String> into) {
    if (e instanceof Name name) {
      into.add(name.text());
    } else if (e instanceof Unary unary) {
      collect(unary.of(), into);
    } else if (e instanceof Binary binary) {
      collect(binary.left(), into);
      collect(binary.right(), into);
    } else if (e instanceof Call call) {
      call.arguments().forEach(argument -> collect(argument, into));
    } else if (e instanceof Group group) {
      collect(group.inside(), into);
    } else if (e instanceof Member member) {
      collect(member.value(), into);
    } else if (e instanceof Missing missing) {
      collect(missing.value(), into);
    }
  }

  /** The text as R prints it: blanks around + - *, none around / ^ and the colon. */
  default String text() {
    if (this instanceof Num num) {
      return num.text();
    } else if (this instanceof Word word) {
      return '"' + word.text() + '"';
    } else if (this instanceof Name name) {
      return name.text();
    } else if (this instanceof Unary unary) {
      return unary.operator() + unary.of().text();
    } else if (this instanceof Binary binary) {
      boolean tight = Set.of("/", "^", ":").contains(binary.operator());
      String gap = tight ? "" : " ";
      return binary.left().text() + gap + binary.operator() + gap + binary.right().text();
    } else if (this instanceof Call call) {
      return call.function() + list(call.arguments());
    } else if (this instanceof Group group) {
      return "(" + group.inside().text() + ")";
    } else if (this instanceof Member member) {
      return member.value().text()
          + (member.negated() ? " not in " : " in ")
          + list(member.among());
    } else {
      Missing missing = (Missing) this;
      return missing.value().text() + (missing.negated() ? " not missing" : " missing");
    }
  }

  private static String list(List<Expression> parts) {
    return parts.stream().map(Expression::text).collect(Collectors.joining(", ", "(", ")"));
  }
}
