package org.reachline.protocol.measure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads expressions and comparisons by recursive descent. */
final class MeasureExpressionParser {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([a-z][a-z0-9_]*)|([0-9]+(?:\\.[0-9]+)?)|(==|!=|<=|>=|<|>)|([-+*/()]))");
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", ">=", "<", ">");
  private static final int LONGEST = 500;

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private int at;

  MeasureExpressionParser(String text) {
    this.text = text.strip();
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
    }
    Matcher matcher = TOKEN.matcher(this.text);
    int end = 0;
    while (end < this.text.length()) {
      matcher.region(end, this.text.length());
      if (!matcher.lookingAt()) {
        throw new IllegalArgumentException(
            "'" + this.text.substring(end).strip() + "' cannot be read");
      }
      tokens.add(matcher.group().strip());
      starts.add(matcher.end() - tokens.get(tokens.size() - 1).length());
      end = matcher.end();
    }
  }

  MeasureExpression expression() {
    MeasureExpression expression = part();
    if (at < tokens.size()) {
      throw new IllegalArgumentException("'" + tokens.get(at) + "' is too much");
    }
    return expression;
  }

  Comparison comparison() {
    MeasureExpression left = part();
    if (at >= tokens.size() || !COMPARISONS.contains(tokens.get(at))) {
      throw new IllegalArgumentException("it compares nothing");
    }
    String operator = tokens.get(at++);
    return new Comparison(left, operator, expression());
  }

  private MeasureExpression part() {
    int first = at;
    MeasureExpression.Node node = sum();
    int from = starts.get(first);
    int to = starts.get(at - 1) + tokens.get(at - 1).length();
    return new MeasureExpression(text.substring(from, to), node);
  }

  private MeasureExpression.Node sum() {
    MeasureExpression.Node node = product();
    while (is("+") || is("-")) {
      char operator = tokens.get(at++).charAt(0);
      node = new MeasureExpression.Operation(operator, node, product());
    }
    return node;
  }

  private MeasureExpression.Node product() {
    MeasureExpression.Node node = factor();
    while (is("*") || is("/")) {
      char operator = tokens.get(at++).charAt(0);
      node = new MeasureExpression.Operation(operator, node, factor());
    }
    return node;
  }

  private MeasureExpression.Node factor() {
    if (at >= tokens.size()) {
      throw new IllegalArgumentException("it ends where a measure or a number should stand");
    }
    String token = tokens.get(at++);
    if (token.equals("(")) {
      MeasureExpression.Node node = sum();
      if (!is(")")) {
        throw new IllegalArgumentException("a parenthesis is not closed");
      }
      at++;
      return node;
    }
    if (token.equals("-")) {
      return new MeasureExpression.Operation(
          '-', new MeasureExpression.Literal(BigDecimal.ZERO), factor());
    }
    if (Character.isDigit(token.charAt(0))) {
      return new MeasureExpression.Literal(new BigDecimal(token));
    }
    if (Character.isLetter(token.charAt(0))) {
      return new MeasureExpression.Name(token);
    }
    throw new IllegalArgumentException(
        "'" + token + "' stands where a measure or a number should stand");
  }

  private boolean is(String token) {
    return at < tokens.size() && tokens.get(at).equals(token);
  }
}
