package org.reachline.protocol.file;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.base.StorableText;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** From text to YAML nodes that know their lines; says in plain words what is no YAML. */
final class YamlText {

  private static final String ROOT =
      "a study file that begins with keys such as slug, title and phases";

  /** A key that begins a part of the file. */
  private static final Pattern TOP_KEY = Pattern.compile("([a-z][a-z0-9_]*):.*");

  /** An unquoted text within a bracket that a # ends before the bracket does. */
  private static final Pattern CUT = Pattern.compile("[^#]*\\{[^}#\"']* #\\S.*\\}.*");

  /** What the parser stumbled over, and what would have let it go on. */
  private record Broken(String found, String expected) {}

  private YamlText() {}

  static Optional<MappingNode> parse(String text, StudyFileProblems problems) {
    problems.readsFrom(text);
    try {
      if (!eventsAreTame(text, problems)) {
        return Optional.empty();
      }
      Node root = yaml().compose(new StringReader(text));
      if (root == null) {
        problems.add(1, 1, "", "the file is empty", ROOT);
      } else if (root instanceof MappingNode mapping) {
        return Optional.of(mapping);
      } else {
        problems.add(root, "", "the file is " + YamlValue.describe(root), ROOT);
      }
    } catch (ReaderException unreadable) {
      int line =
          1 + (int) text.chars().limit(unreadable.getPosition()).filter(c -> c == '\n').count();
      problems.add(
          line, 1, "", "the line has a character that YAML does not allow", "printable text");
    } catch (MarkedYAMLException broken) {
      addBroken(text, broken, problems);
    } catch (YAMLException refused) {
      problems.add(1, 1, "", "the file is nested too deeply", "at most 50 levels");
    }
    return Optional.empty();
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(50);
    options.setCodePointLimit(StudyFileReader.LARGEST_BYTES);
    return new Yaml(new SafeConstructor(options));
  }

  /**
   * Refuses aliases and second documents before anything is built. Aliases save typing in a file
   * that is read by programs; in a protocol they hide what is said, and nested ones can fill any
   * memory.
   */
  private static boolean eventsAreTame(String text, StudyFileProblems problems) {
    int before = problems.count();
    Deque<Boolean> documents = new ArrayDeque<>();
    Map<String, Mark> anchors = new LinkedHashMap<>();
    for (Event event : yaml().parse(new StringReader(text))) {
      Mark mark = event.getStartMark();
      if (event instanceof AliasEvent alias) {
        anchors.remove(alias.getAnchor());
        problems.add(
            mark.getLine() + 1,
            mark.getColumn() + 1,
            "",
            "the alias *" + alias.getAnchor() + " stands for something written elsewhere",
            "the text itself");
      }
      if (!problems.onRecord()
          && event instanceof ScalarEvent scalar
          && StorableText.complaint(scalar.getValue()).isPresent()) {
        problems.add(
            mark.getLine() + 1,
            mark.getColumn() + 1,
            "",
            "a text holds a character that cannot be kept",
            "printable text");
      }
      if (event instanceof NodeEvent node
          && !(event instanceof AliasEvent)
          && node.getAnchor() != null) {
        anchors.put(node.getAnchor(), mark);
      }
      if (!problems.onRecord()
          && event instanceof ScalarEvent scalar
          && scalar.getTag() != null
          && !scalar.getTag().startsWith(Tag.PREFIX)) {
        problems.add(
            mark.getLine() + 1,
            mark.getColumn() + 1,
            "",
            "YAML takes " + scalar.getTag() + " for a tag and not for a part of the text",
            "the text in quotes");
      }
      if (event instanceof DocumentStartEvent) {
        documents.push(true);
        if (documents.size() == 2) {
          problems.add(
              mark.getLine() + 1,
              1,
              "",
              "a second document begins with ---",
              "one study in one file");
        }
      }
    }
    if (!problems.onRecord()) {
      anchors.forEach(
          (anchor, mark) ->
              problems.add(
                  mark.getLine() + 1,
                  mark.getColumn() + 1,
                  "",
                  "YAML takes &" + anchor + " for an anchor and not for a part of the text",
                  "the text in quotes, or no anchor"));
    }
    return problems.count() == before;
  }

  private static void addBroken(
      String text, MarkedYAMLException broken, StudyFileProblems problems) {
    Mark mark = broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
    int line = mark.getLine() + 1;
    String[] lines = text.split("\n", -1);
    String here = line <= lines.length ? lines[line - 1] : "";
    if (here.indexOf('\t') >= 0
        && here.strip().length() < here.length()
        && here.substring(0, here.length() - here.stripLeading().length()).indexOf('\t') >= 0) {
      problems.add(line, here.indexOf('\t') + 1, "", "the line is indented with a tab", "spaces");
      return;
    }
    Broken why = plain(broken);
    int cut = cutLine(lines, line);
    problems.add(
        cut == 0 ? line : cut,
        cut == 0 ? mark.getColumn() + 1 : lines[cut - 1].indexOf(" #") + 2,
        above(lines, Math.min(line, lines.length) - 1),
        "this is no YAML: "
            + (cut == 0
                ? why.found()
                : "YAML takes what follows # for a comment, and a bracket stays open"),
        cut == 0 ? why.expected() : "the whole text in quotes");
  }

  /** The line, this one or the one above, on which a # cut a bracket off; 0 if none did. */
  private static int cutLine(String[] lines, int line) {
    for (int at = Math.min(line, lines.length); at >= Math.max(1, line - 1); at--) {
      if (CUT.matcher(lines[at - 1]).matches()) {
        return at;
      }
    }
    return 0;
  }

  /** The top-level key in whose part of the file a line stands, or an empty text. */
  private static String above(String[] lines, int from) {
    for (int line = from; line >= 0; line--) {
      Matcher key = TOP_KEY.matcher(lines[line].stripTrailing());
      if (key.matches()) {
        return key.group(1);
      }
    }
    return "";
  }

  private static Broken plain(MarkedYAMLException broken) {
    String problem = broken.getProblem() == null ? "" : broken.getProblem();
    if (problem.contains("mapping values are not allowed here")) {
      return new Broken(
          "a colon stands where none can",
          "key: value, with a text that holds a colon in quotes, indented as its neighbours");
    }
    if (problem.contains("expected <block end>")) {
      return new Broken(
          "the indentation does not fit the lines above, or a quote was never closed",
          "the same number of spaces as the neighbouring keys, and quotes in pairs");
    }
    if (problem.contains("could not find expected ':'")) {
      return new Broken("a key has no colon after it", "key: value");
    }
    if (problem.contains("unexpected end of stream") || problem.contains("<stream end>")) {
      return new Broken("a quote or bracket is never closed", "quotes and brackets in pairs");
    }
    if (problem.contains("expected ',' or")) {
      return new Broken(
          "a bracket is not closed, or a comma is missing",
          "{key: value, key: value} with a comma between and a closing bracket");
    }
    if (problem.contains("cannot start any token")) {
      return new Broken("a value begins with a character that needs quotes", "the value in quotes");
    }
    if (problem.contains("expected '<document start>'")) {
      return new Broken("text stands after the end of the study", "one study in one file");
    }
    if (problem.contains("unknown escape character")) {
      return new Broken(
          "a backslash in double quotes begins nothing known", "the text in single quotes");
    }
    return new Broken(problem, "text that any YAML reader takes");
  }
}
