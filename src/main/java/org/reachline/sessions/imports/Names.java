package org.reachline.sessions.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and addresses of people as video services show them, made comparable. */
final class Names {
  private static final Pattern BRACKETS = Pattern.compile("\\(([^)]*)\\)|\\[([^]]*)]");

  /** Where a company account's name of a guest hides the guest's own address. */
  private static final Pattern GUEST = Pattern.compile("(.+)_([^_]+\\.[^_]+)#ext#@.*");

  private static final Set<String> TITLES = Set.of("dr", "prof", "mr", "mrs", "ms", "mx");

  /** What stands behind names. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "aprn", "apnp", "bsn", "cadc", "cnm", "cnp", "crna", "dnp", "do", "edd", "facp", "fnp",
          "jd", "jr", "ladc", "lcsw", "lmhc", "lmsw", "lpc", "lpn", "lvn", "ma", "mba", "md", "mha",
          "mph", "mpa", "ms", "msn", "msw", "np", "pa", "pac", "pharmd", "phd", "psyd", "rn", "rph",
          "sac", "sr", "esq", "ii", "iii", "iv", "crc", "cht", "ccs", "bc");

  private Names() {}

  /**
   * The name without case, accents, titles, credentials, pronouns and what stands in brackets:
   * {@code Dr. Mara JENSEN, RN (she/her)} and {@code Jensen, Mara} both become {@code mara jensen}.
   */
  static String plain(String name) {
    String text = BRACKETS.matcher(flat(name)).replaceAll(" ");
    List<List<String>> parts = new ArrayList<>();
    for (String part : text.split(",")) {
      List<String> words = new ArrayList<>(List.of(part.strip().split("\\s+")));
      words.removeIf(word -> letters(word).isEmpty());
      if (!words.stream().allMatch(word -> CREDENTIALS.contains(letters(word)))) {
        parts.add(words);
      }
    }
    if (parts.isEmpty()) {
      return joined(List.of(text));
    }
    // "Last, First", as directories write it; whatever follows is a place or a firm.
    List<String> whole = new ArrayList<>(parts.size() == 1 ? List.of() : parts.get(1));
    whole.addAll(parts.get(0));
    return bare(whole);
  }

  /**
   * What the shown name may stand for: the name itself, then what stands in brackets (Zoom puts the
   * account's own name there) and what stands before or after a dash or a bar.
   */
  static List<String> readings(String name) {
    Set<String> readings = new LinkedHashSet<>();
    readings.add(plain(name));
    String flat = flat(name);
    Matcher brackets = BRACKETS.matcher(flat);
    while (brackets.find()) {
      readings.add(plain(brackets.group(1) == null ? brackets.group(2) : brackets.group(1)));
    }
    for (String part : BRACKETS.matcher(flat).replaceAll(" ").split("\\s[-–—|/]+\\s|[|,]")) {
      readings.add(plain(part));
    }
    // "Mara K. Jensen" may be Mara Jensen.
    readings.add(plain(name).replaceAll("(?<= )\\p{L} (?=\\p{L}{2})", ""));
    readings.remove("");
    return List.copyOf(readings);
  }

  /** The name as shown, as it can be recognised in the next list; never empty. */
  static String alias(String name) {
    String shown = flat(name).replaceAll("\\s+", " ").strip();
    return shown.isEmpty() ? "without a name" : shown;
  }

  /** The mail address that a cell holds, in lower case; empty if it holds none. */
  static String address(String cell) {
    String text = cell.strip().toLowerCase(Locale.ROOT).replaceFirst("^mailto:", "");
    Matcher guest = GUEST.matcher(text);
    if (guest.matches()) {
      return guest.group(1) + "@" + guest.group(2);
    }
    return text.matches("[^@\\s]+@[^@\\s]+") ? text : "";
  }

  /** Without title before and credentials behind, as long as two words of a name are left. */
  private static String bare(List<String> words) {
    List<String> left = new ArrayList<>(words);
    if (left.size() > 1 && TITLES.contains(letters(left.get(0)))) {
      left.remove(0);
    }
    while (left.size() > 2 && CREDENTIALS.contains(letters(left.get(left.size() - 1)))) {
      left.remove(left.size() - 1);
    }
    return joined(left);
  }

  private static String joined(List<String> words) {
    return String.join(" ", words).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  private static String letters(String word) {
    return word.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static String flat(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }
}
