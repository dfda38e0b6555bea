package org.reachline.sessions.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a column of a participant list says. */
enum CsvColumn {
  /** The participant's name as shown. */
  NAME("Name"),
  /** The first of two columns that make the name. */
  FIRST_NAME("First name"),
  /** The second of two columns that make the name. */
  LAST_NAME("Last name"),
  /** A mail address; of several the first that is filled in counts. */
  EMAIL("Mail address"),
  /** When the stay began, or the first of several. */
  JOIN("Came at"),
  /** When the stay ended, or the last of several. */
  LEAVE("Left at"),
  /** How long the person was there. */
  DURATION("How long"),
  /** Whether the row is of the waiting room. */
  WAITING(null),
  /** Whether the row is a coming or a going. */
  ACTION(null),
  /** When the person came or went. */
  AT(null);

  private static final Map<String, CsvColumn> KNOWN =
      Map.ofEntries(
          Map.entry("name (original name)", NAME),
          Map.entry("user name (original name)", NAME),
          Map.entry("name", NAME),
          Map.entry("full name", NAME),
          Map.entry("user name", NAME),
          Map.entry("user email", EMAIL),
          Map.entry("email", EMAIL),
          Map.entry("email address", EMAIL),
          Map.entry("participant id (upn)", EMAIL),
          Map.entry("registration email", EMAIL),
          Map.entry("join time", JOIN),
          Map.entry("first join", JOIN),
          Map.entry("first join time", JOIN),
          Map.entry("join", JOIN),
          Map.entry("leave time", LEAVE),
          Map.entry("last leave", LEAVE),
          Map.entry("last leave time", LEAVE),
          Map.entry("left", LEAVE),
          Map.entry("duration", DURATION),
          Map.entry("duration (minutes)", DURATION),
          Map.entry("in-meeting duration", DURATION),
          Map.entry("time in session (minutes)", DURATION),
          Map.entry("in waiting room", WAITING),
          Map.entry("user action", ACTION),
          Map.entry("timestamp", AT));

  /**
   * Words by which services name their columns in English, German, Spanish, French and Portuguese,
   * without accents. They only propose an answer: a person confirms it once.
   */
  private static final Map<CsvColumn, List<String>> WORDS =
      Map.of(
          FIRST_NAME,
          List.of("first name", "given name", "vorname", "prenom", "primeiro nome", "nombres"),
          LAST_NAME,
          List.of(
              "last name",
              "surname",
              "family name",
              "nachname",
              "familienname",
              "apellido",
              "nom de famille",
              "sobrenome"),
          EMAIL,
          List.of("email", "mail", "e mail", "correo", "courriel"),
          LEAVE,
          List.of(
              "leave",
              "left",
              "exit",
              "austritt",
              "verlass",
              "verlasse",
              "abgang",
              "ende der teiln",
              "salida",
              "abandono",
              "depart",
              "sortie",
              "quitt",
              "saida",
              "saiu",
              "logout"),
          JOIN,
          List.of(
              "join",
              "arriv",
              "entered",
              "beitritt",
              "beigetreten",
              "erste teilnahme",
              "zutritt",
              "entrada",
              "ingres",
              "union",
              "unio",
              "se unio",
              "acceso",
              "connexion",
              "participation",
              "rejoint",
              "entree",
              "entrou",
              "login"),
          DURATION,
          List.of(
              "duration",
              "dauer",
              "duracion",
              "duree",
              "duracao",
              "time in",
              "zeit in",
              "minutes",
              "minuten",
              "tiempo",
              "temps",
              "tempo"),
          NAME,
          List.of("name", "nombre", "nom", "nome", "participant", "teilnehmer", "attendee"));

  /** German words that stand at the end of longer ones. */
  private static final Set<String> COMPOUND = Set.of("beitritt", "austritt", "verlass", "dauer");

  private static final List<CsvColumn> ORDER =
      List.of(FIRST_NAME, LAST_NAME, EMAIL, LEAVE, JOIN, DURATION, NAME);

  private final String label;

  CsvColumn(String label) {
    this.label = label;
  }

  /** The column in words; null for those that nobody is asked about. */
  public String label() {
    return label;
  }

  /** What a person may answer. */
  public static List<CsvColumn> answers() {
    return Stream.of(values()).filter(c -> c.label != null).toList();
  }

  /** What a title of the lists that we know means, or null. */
  static CsvColumn known(String title) {
    return KNOWN.get(plain(title));
  }

  /** What the titles of a list that we do not know may mean; null where nothing is proposed. */
  static List<CsvColumn> guesses(List<String> titles) {
    List<CsvColumn> guesses = new ArrayList<>();
    Set<CsvColumn> taken = EnumSet.noneOf(CsvColumn.class);
    for (String title : titles) {
      CsvColumn guess = known(title);
      if (guess == null || guess.label == null) {
        guess = plain(title).contains("(upn)") ? EMAIL : guess(bare(title));
      }
      boolean again = guess != null && guess != EMAIL && !taken.add(guess);
      guesses.add(again ? null : guess);
    }
    // A whole name says more than its parts, except where it is called "nom" beside a "prenom".
    if (taken.contains(FIRST_NAME) && !taken.contains(LAST_NAME) && taken.contains(NAME)) {
      guesses.replaceAll(c -> c == NAME ? LAST_NAME : c);
    } else if (taken.contains(NAME)) {
      guesses.replaceAll(c -> c == FIRST_NAME || c == LAST_NAME ? null : c);
    }
    return guesses;
  }

  private static CsvColumn guess(String title) {
    // Of the meeting, not of the people in it; a host is no participant.
    if (title.matches(".*(meeting|besprechung|reunion|reuniao|webinar|host|gastgeber).*")
        && !title.matches(".*(dauer|duration|duracion|duree|duracao).*")) {
      return null;
    }
    return ORDER.stream()
        .filter(column -> WORDS.get(column).stream().anyMatch(word -> isIn(word, title)))
        .findFirst()
        .orElse(null);
  }

  private static boolean isIn(String word, String title) {
    return (" " + title).contains(" " + word) || COMPOUND.contains(word) && title.contains(word);
  }

  /** Lower case, no accents, single spaces. */
  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("[\\s\\u00a0\\u202f]+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static String bare(String title) {
    return plain(title).replaceAll("\\([^)]*\\)", " ").replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
