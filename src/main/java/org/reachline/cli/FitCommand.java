package org.reachline.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.reachline.cli.fit.Fits;
import org.reachline.cli.fit.SpecReader;
import org.reachline.cli.fit.UnusableSpec;
import org.reachline.stats.UnusableQuestion;
import org.reachline.stats.table.CsvTable;
import org.reachline.stats.table.Table;

/**
 * {@code fit SPEC.json [--data FILE.csv]}: fits what the specification asks for and prints the
 * answers as JSON. The specification is described in docs/reference/statistics.md.
 */
public final class FitCommand {
  private static final String USAGE = "usage: fit SPEC.json [--data FILE.csv]";

  private FitCommand() {}

  /**
   * Runs the command.
   *
   * @param args what follows {@code fit}
   * @param out receives the JSON
   * @param err receives what is wrong with the call
   * @return 0 answered (single fits may still carry an error in words), 2 unusable call,
   *     specification or data, 1 unexpected
   */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      Path specFile = null;
      Path dataFile = null;
      for (int i = 0; i < args.size(); i++) {
        String arg = args.get(i);
        if (arg.equals("--data") && i + 1 < args.size()) {
          dataFile = Path.of(args.get(++i));
        } else if (arg.startsWith("--data=")) {
          dataFile = Path.of(arg.substring("--data=".length()));
        } else if (arg.startsWith("-") || specFile != null) {
          throw new UnusableSpec(USAGE);
        } else {
          specFile = Path.of(arg);
        }
      }
      if (specFile == null) {
        throw new UnusableSpec(USAGE);
      }
      out.println(answer(specFile, dataFile));
      return 0;
    } catch (UnusableSpec | UnusableQuestion unusable) {
      err.println(unusable.getMessage());
      return 2;
    } catch (NoSuchFileException missing) {
      err.println("there is no file " + missing.getFile());
      return 2;
    } catch (JsonProcessingException broken) {
      err.println("the specification is not JSON: " + broken.getOriginalMessage());
      return 2;
    } catch (IOException | RuntimeException unexpected) {
      err.println("unexpected: " + unexpected);
      return 1;
    }
  }

  private static String answer(Path specFile, Path dataFile) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    SpecReader.Spec spec = SpecReader.read(mapper.readTree(Files.readAllBytes(specFile)));
    Path home = specFile.toAbsolutePath().getParent();
    if (dataFile == null && spec.data() == null) {
      throw new UnusableSpec("the specification names no data and --data is not given");
    }
    Table data = CsvTable.read(dataFile != null ? dataFile : home.resolve(spec.data()));
    ObjectNode answer = Fits.answer(spec, data, home);
    return mapper.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(answer);
  }
}
