package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.formula.FormulaTokens.Kind;
import org.reachline.stats.formula.FormulaTokens.Token;

/**
 * Reads expressions by R's precedence: ^, sign, colon, * and /, + and -, comparisons, not, and, or.
 * Filters may also say and, or, not, in (...), "x missing", "x not missing"; a comma or semicolon
 * between conditions means and.
 */
final class ExpressionParser {
  private static final Set<String> COMPARISONS =
      Set.of("==", "!=", "<>", "<", ">", "<=", ">=", "=");
  private static final Set<String> NOTHING = Set.of("missing", "null", "na", "none", "nan");

  private final FormulaTokens tokens;

  private ExpressionParser(String source) {
    this.tokens = new FormulaTokens(source);
  }

  /** An arithmetic expression or one side of a formula. */
  static Expression parse(String source) {
    ExpressionParser parser = new ExpressionParser(source);
    Expression e = parser.or();
    parser.end();
    return e;
  }

  /** A filter, where a comma or semicolon at the top means and. */
  static Expression parseFilter(String source) {
    ExpressionParser parser = new ExpressionParser(source);
    Expression e = parser.or();
    while (parser.tokens.takeSign(",") || parser.tokens.takeSign(";")) {
      e = new Expression.Binary("and", e, parser.or());
    }
    parser.end();
    return e;
  }

  private void end() {
    if (tokens.peek().kind() != Kind.END) {
      throw tokens.unexpected("an operator or the end");
    }
  }

  private Expression or() {
    Expression left = and();
    while (tokens.takeSign("||") || tokens.takeSign("|") || tokens.takeWord("or")) {
      left = new Expression.Binary("or", left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.takeSign("&&") || tokens.takeSign("&") || tokens.takeWord("and")) {
      left = new Expression.Binary("and", left, not());
    }
    return left;
  }

  private Expression not() {
    if (tokens.takeSign("!")
        || tokens.isWord("not") && !tokens.isWord(1, "missing") && tokens.takeWord("not")) {
      return new Expression.Unary("!", not());
    }
    return comparison();
  }

  private Expression comparison() {
    Expression left = sum();
    Expression chain = null;
    while (true) {
      Token token = tokens.peek();
      Expression found;
      if (token.kind() == Kind.SIGN && COMPARISONS.contains(token.text())) {
        tokens.take();
        Expression right = sum();
        String operator =
            token.text().equals("=") ? "==" : token.text().equals("<>") ? "!=" : token.text();
        found = new Expression.Binary(operator, left, right);
        left = right;
      } else if (tokens.isWord("not") && tokens.isWord(1, "in")) {
        tokens.take();
        tokens.take();
        found = new Expression.Member(left, list(), true);
      } else if (tokens.takeWord("in")) {
        found = new Expression.Member(left, list(), false);
      } else if (tokens.isWord("is")
          || tokens.isWord("missing")
          || tokens.isWord("not") && tokens.isWord(1, "missing")) {
        found = missing(left);
      } else {
        return chain == null ? left : chain;
      }
      chain = chain == null ? found : new Expression.Binary("and", chain, found);
    }
  }

  private Expression missing(Expression value) {
    tokens.takeWord("is");
    boolean negated = tokens.takeWord("not");
    Token token = tokens.take();
    if (token.kind() != Kind.NAME || !NOTHING.contains(token.text().toLowerCase(Locale.ROOT))) {
      throw new UnusableQuestion("expected 'missing' after 'is', found " + token.text());
    }
    return new Expression.Missing(value, negated);
  }

  private List<Expression> list() {
    if (tokens.isWord("c") && tokens.peek(1).text().equals("(")) {
      tokens.take();
    }
    for (String[] pair : new String[][] {{"(", ")"}, {"[", "]"}, {"{", "}"}}) {
      if (tokens.takeSign(pair[0])) {
        return arguments(pair[1]);
      }
    }
    throw tokens.unexpected("a list in parentheses");
  }

  private List<Expression> arguments(String close) {
    List<Expression> parts = new ArrayList<>();
    if (tokens.takeSign(close)) {
      return parts;
    }
    do {
      parts.add(or());
    } while (tokens.takeSign(","));
    tokens.expect(close);
    return parts;
  }

  private Expression sum() {
    Expression left = product();
    while (tokens.isSign("+") || tokens.isSign("-")) {
      String operator = tokens.take().text();
      left = new Expression.Binary(operator, left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = special();
    while (tokens.isSign("*") || tokens.isSign("/")) {
      String operator = tokens.take().text();
      left = new Expression.Binary(operator, left, special());
    }
    return left;
  }

  /** %in% binds tighter than * in R: in a formula it nests, in a filter it asks for membership. */
  private Expression special() {
    Expression left = colon();
    while (tokens.takeSign("%in%")) {
      boolean isList =
          tokens.isSign("(")
              || tokens.isSign("[")
              || tokens.isWord("c") && tokens.peek(1).text().equals("(");
      left =
          isList
              ? new Expression.Member(left, list(), false)
              : new Expression.Binary("%in%", left, colon());
    }
    return left;
  }

  private Expression colon() {
    Expression left = signed();
    while (tokens.takeSign(":")) {
      left = new Expression.Binary(":", left, signed());
    }
    return left;
  }

  private Expression signed() {
    if (tokens.isSign("-") || tokens.isSign("+")) {
      return new Expression.Unary(tokens.take().text(), signed());
    }
    return power();
  }

  private Expression power() {
    Expression base = atom();
    if (tokens.takeSign("^")) {
      return new Expression.Binary("^", base, signed());
    }
    return base;
  }

  private Expression atom() {
    Token token = tokens.take();
    switch (token.kind()) {
      case NUMBER:
        try {
          return new Expression.Num(Double.parseDouble(token.text()), token.text());
        } catch (NumberFormatException notANumber) {
          throw new UnusableQuestion("cannot read the number " + token.text());
        }
      case WORD:
        return new Expression.Word(token.text());
      case NAME:
        if (tokens.takeSign("(")) {
          return call(token.text());
        }
        if (token.text().equals("sum") && tokens.peek().kind() == Kind.NAME) {
          return new Expression.Call("sum", List.of(atom()));
        }
        return new Expression.Name(token.text());
      default:
        if (token.kind() == Kind.SIGN && token.text().equals("(")) {
          Expression inside = or();
          tokens.expect(")");
          return new Expression.Group(inside);
        }
        throw new UnusableQuestion("expected a name, a number or '(' but found " + token.text());
    }
  }

  private Expression call(String function) {
    List<Expression> parts = arguments(")");
    int dot = function.lastIndexOf('.');
    String method = dot > 0 ? function.substring(dot + 1) : "";
    // Python's column.notna() and column.isin([...]) read like R's functions of the column.
    if (dot > 0
        && parts.isEmpty()
        && Set.of("notna", "notnull", "isna", "isnull").contains(method)) {
      return new Expression.Missing(
          new Expression.Name(function.substring(0, dot)), method.startsWith("not"));
    }
    if (parts.size() == 1 && Set.of("is.na", "isna", "missing").contains(function)) {
      return new Expression.Missing(parts.get(0), false);
    }
    if (parts.size() == 1 && function.equals("notna")) {
      return new Expression.Missing(parts.get(0), true);
    }
    return new Expression.Call(function, parts);
  }
}
