package org.reachline.stats.formula;

import java.util.ArrayList;
import java.util.List;
import org.reachline.stats.UnusableQuestion;

/** The words and signs of an expression. */
final class FormulaTokens {
  enum Kind {
    NUMBER,
    WORD,
    NAME,
    SIGN,
    END
  }

  record Token(Kind kind, String text, int at) {}

  private static final List<String> SIGNS =
      List.of(
          "%in%",
          "==", "!=", "<=", ">=", "<>", "&&", "||", "&", "|", "!", "<", ">", "=", "+", "-", "**",
          "*", "/", "^", ":", "(", ")", "[", "]", "{", "}", ",", ";", "~");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  FormulaTokens(String source) {
    this.source = source;
    int i = 0;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '\'' || c == '"' || c == '`') {
        int end = source.indexOf(c, i + 1);
        if (end < 0) {
          throw new UnusableQuestion("a quote is never closed in: " + source);
        }
        tokens.add(new Token(c == '`' ? Kind.NAME : Kind.WORD, source.substring(i + 1, end), i));
        i = end + 1;
      } else if (Character.isDigit(c)
          || c == '.' && i + 1 < source.length() && Character.isDigit(source.charAt(i + 1))) {
        i = number(i);
      } else if (Character.isLetter(c) || c == '_' || c == '.') {
        int end = i;
        while (end < source.length() && isNamePart(source.charAt(end))) {
          end++;
        }
        tokens.add(new Token(Kind.NAME, source.substring(i, end), i));
        i = end;
      } else {
        i = sign(i);
      }
    }
    tokens.add(new Token(Kind.END, "the end", source.length()));
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  private int number(int start) {
    int i = start;
    while (i < source.length()) {
      char c = source.charAt(i);
      boolean exponentSign =
          (c == '-' || c == '+') && "eE".indexOf(source.charAt(i - 1)) >= 0 && i > start;
      if (!(Character.isDigit(c) || c == '.' || c == 'e' || c == 'E' || exponentSign)) {
        break;
      }
      i++;
    }
    tokens.add(new Token(Kind.NUMBER, source.substring(start, i), start));
    return i < source.length() && source.charAt(i) == 'L' ? i + 1 : i;
  }

  private int sign(int i) {
    for (String sign : SIGNS) {
      if (source.startsWith(sign, i)) {
        tokens.add(new Token(Kind.SIGN, sign.equals("**") ? "^" : sign, i));
        return i + sign.length();
      }
    }
    throw new UnusableQuestion(
        "cannot read '%c' at place %d of: %s".formatted(source.charAt(i), i + 1, source));
  }

  Token peek() {
    return tokens.get(position);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(position + ahead, tokens.size() - 1));
  }

  Token take() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  boolean isSign(String sign) {
    return peek().kind() == Kind.SIGN && peek().text().equals(sign);
  }

  boolean isWord(String word) {
    return isWord(0, word);
  }

  boolean isWord(int ahead, String word) {
    Token token = peek(ahead);
    return token.kind() == Kind.NAME && token.text().equalsIgnoreCase(word);
  }

  boolean takeSign(String sign) {
    boolean there = isSign(sign);
    if (there) {
      position++;
    }
    return there;
  }

  boolean takeWord(String word) {
    boolean there = isWord(word);
    if (there) {
      position++;
    }
    return there;
  }

  void expect(String sign) {
    if (!takeSign(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  UnusableQuestion unexpected(String wanted) {
    return new UnusableQuestion(
        "expected %s but found %s at place %d of: %s"
            .formatted(wanted, peek().text(), peek().at() + 1, source));
  }
}
