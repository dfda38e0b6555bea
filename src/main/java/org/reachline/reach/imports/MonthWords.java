package org.reachline.reach.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reachline.reach.reports.ReportCalendar;
import org.reachline.reach.reports.ReportPeriod;

/**
 * A month as people, spreadsheets and other systems write it: read where it can only mean one,
 * otherwise left to its author.
 */
final class MonthWords {
  /** Bare, after a word, below 0 after a word and a space, and as REDCap names its events. */
  private static final List<Pattern> STUDY_MONTHS =
      List.of(
          Pattern.compile("([-−]?[0-9]{1,3})(?:[.,]0+)?"),
          Pattern.compile("(?:study[ _-]?)?m(?:onth)?[ _.]?([0-9]{1,3})"),
          Pattern.compile("(?:study[ _-]?)?m(?:onth)?[ _]([-−][0-9]{1,3})"),
          Pattern.compile("month_(-?[0-9]{1,3})_arm_[0-9]+"));

  private static final Pattern YEAR_FIRST =
      Pattern.compile("((?:19|20)[0-9]{2})(?:[-/. _]?m|[-/. _])?([0-9]{1,2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile("([0-9]{1,2})[-/. _]((?:19|20)[0-9]{2})");
  private static final Pattern NAMED =
      Pattern.compile("(\\p{L}+)[.]?[-/. _,']{0,3}((?:19|20)[0-9]{2}|[0-9]{2})");
  private static final Pattern YEAR_NAMED =
      Pattern.compile("((?:19|20)[0-9]{2})[-/. _,]{0,2}(\\p{L}+)[.]?");
  private static final Pattern ISO_DAY =
      Pattern.compile("((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ t]00:00.*)?");
  private static final Pattern DAY =
      Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2((?:19|20)[0-9]{2})(?: 0{1,2}:00.*)?");
  private static final Pattern SERIAL = Pattern.compile("[3-5][0-9]{4}(?:[.]0+)?");
  private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
  private static final Map<String, Month> NAMES = names();

  private MonthWords() {}

  /** The period that is meant; empty if there is none, or if it could be another. */
  static Optional<ReportPeriod> find(String written, ReportCalendar calendar) {
    String text = plain(written);
    Optional<Integer> number = studyMonth(text);
    if (number.isPresent()) {
      return calendar.find(number.get());
    }
    return yearMonth(text)
        .flatMap(calendar::find)
        .or(() -> day(text).flatMap(d -> on(d, calendar)));
  }

  /** A study month by its number, as {@code 3}, {@code 3.0} or {@code month 3}. */
  static Optional<Integer> studyMonth(String written) {
    String text = plain(written);
    for (Pattern pattern : STUDY_MONTHS) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.matches()) {
        return Optional.of(Integer.valueOf(matcher.group(1).replace('−', '-')));
      }
    }
    return Optional.empty();
  }

  /** Whether it says a month at all, due or not. */
  static boolean isReadable(String written) {
    String text = plain(written);
    return studyMonth(text).isPresent() || yearMonth(text).isPresent() || day(text).isPresent();
  }

  private static String plain(String written) {
    return written.strip().toLowerCase(Locale.ROOT);
  }

  private static Optional<YearMonth> yearMonth(String text) {
    Matcher matcher = YEAR_FIRST.matcher(text);
    if (matcher.matches()) {
      return of(matcher.group(1), matcher.group(2));
    }
    matcher = YEAR_LAST.matcher(text);
    if (matcher.matches()) {
      return of(matcher.group(2), matcher.group(1));
    }
    matcher = NAMED.matcher(text);
    if (matcher.matches() && NAMES.containsKey(matcher.group(1))) {
      String year = matcher.group(2);
      return of(
          year.length() == 2 ? "20" + year : year, "" + NAMES.get(matcher.group(1)).getValue());
    }
    matcher = YEAR_NAMED.matcher(text);
    return matcher.matches() && NAMES.containsKey(matcher.group(2))
        ? of(matcher.group(1), "" + NAMES.get(matcher.group(2)).getValue())
        : Optional.empty();
  }

  private static Optional<YearMonth> of(String year, String month) {
    try {
      return Optional.of(YearMonth.of(Integer.parseInt(year), Integer.parseInt(month)));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /** A whole date; one that could be of two months is none. */
  private static Optional<LocalDate> day(String text) {
    Matcher matcher = ISO_DAY.matcher(text);
    if (matcher.matches()) {
      return of(matcher.group(1), matcher.group(2), matcher.group(3));
    }
    if (SERIAL.matcher(text).matches()) {
      return Optional.of(SERIAL_ZERO.plusDays((long) Double.parseDouble(text)));
    }
    matcher = DAY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String second = matcher.group(3);
    Optional<LocalDate> dayFirst = of(matcher.group(4), second, first);
    Optional<LocalDate> monthFirst =
        matcher.group(2).equals(".") ? dayFirst : of(matcher.group(4), first, second);
    if (dayFirst.isPresent() && monthFirst.isPresent() && !dayFirst.equals(monthFirst)) {
      return Optional.empty();
    }
    return dayFirst.or(() -> monthFirst);
  }

  private static Optional<LocalDate> of(String year, String month, String day) {
    return of(year, month)
        .filter(m -> m.isValidDay(Integer.parseInt(day)))
        .map(m -> m.atDay(Integer.parseInt(day)));
  }

  /** The first of a month stands for the month; any other day must leave no doubt. */
  private static Optional<ReportPeriod> on(LocalDate day, ReportCalendar calendar) {
    Optional<ReportPeriod> byMonth = calendar.find(YearMonth.from(day));
    if (day.getDayOfMonth() == 1
        || byMonth.filter(period -> period.from().equals(day)).isPresent()) {
      return byMonth;
    }
    return byMonth.filter(period -> !day.isBefore(period.from()) && !day.isAfter(period.to()));
  }

  private static Map<String, Month> names() {
    Map<String, Month> names = new HashMap<>();
    for (Locale language :
        List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.forLanguageTag("es"))) {
      for (Month month : Month.values()) {
        for (TextStyle style :
            List.of(
                TextStyle.FULL,
                TextStyle.SHORT,
                TextStyle.FULL_STANDALONE,
                TextStyle.SHORT_STANDALONE)) {
          String name = month.getDisplayName(style, language).toLowerCase(Locale.ROOT);
          names.putIfAbsent(name.replace(".", ""), month);
        }
      }
    }
    names.putIfAbsent("sept", Month.SEPTEMBER);
    return Map.copyOf(names);
  }
}
