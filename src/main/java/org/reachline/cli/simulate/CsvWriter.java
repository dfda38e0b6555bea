package org.reachline.cli.simulate;

import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes a simulated trial as one CSV file per table. Same trial, same bytes. */
public final class CsvWriter {

  private CsvWriter() {}

  /** The tables by file name. */
  public static Map<String, String> tables(SimulatedTrial trial) {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put(
        "sites.csv",
        table(
            "code,name,type,size,size_unit,state,zone,partner_of",
            rows ->
                trial
                    .sites()
                    .forEach(
                        s ->
                            rows.accept(
                                row(
                                    s.code(),
                                    s.name(),
                                    s.type(),
                                    s.size(),
                                    s.sizeUnit(),
                                    s.state(),
                                    s.zone(),
                                    s.partnerOf())))));
    tables.put(
        "people.csv",
        table(
            "email,name,role,zone,site,part,from",
            rows ->
                trial
                    .people()
                    .forEach(
                        p ->
                            rows.accept(
                                row(
                                    p.email(), p.name(), p.role(), p.zone(), p.site(), p.part(),
                                    p.from())))));
    tables.put(
        "enrolment.csv",
        table(
            "unit,site,enrolled_on,starts_on",
            rows ->
                trial
                    .units()
                    .forEach(
                        u ->
                            u.sites()
                                .forEach(
                                    site ->
                                        rows.accept(
                                            row(u.code(), site, u.enrolledOn(), u.startsOn()))))));
    tables.put(
        "allocation.csv",
        table(
            "unit,stratum,pair,arm",
            rows ->
                trial
                    .units()
                    .forEach(u -> rows.accept(row(u.code(), u.stratum(), u.pair(), u.arm())))));
    tables.put(
        "sessions.csv",
        table(
            "strategy,session,starts_at,zone,minutes,state,didactic",
            rows ->
                trial
                    .sessions()
                    .forEach(
                        s ->
                            rows.accept(
                                row(
                                    s.strategy(),
                                    s.key(),
                                    s.startsAt(),
                                    s.zone(),
                                    s.minutes(),
                                    s.held() ? "HELD" : "PLANNED",
                                    s.didactic())))));
    tables.put(
        "attendance.csv",
        table(
            "session,person,site,joined_at,left_at,evidence",
            rows ->
                trial
                    .attendance()
                    .forEach(
                        a ->
                            rows.accept(
                                row(
                                    a.session(),
                                    a.person(),
                                    a.site(),
                                    a.joinedAt(),
                                    a.leftAt(),
                                    a.evidence())))));
    tables.put(
        "contacts.csv",
        table(
            "unit,site,strategy,starts_at,minutes,mode,kind,outcome,planned_key,planned_month,coach,attended_by,summary,logged_at",
            rows ->
                trial
                    .contacts()
                    .forEach(
                        c ->
                            rows.accept(
                                row(
                                    c.unit(),
                                    c.site(),
                                    c.strategy(),
                                    c.startsAt(),
                                    c.minutes(),
                                    c.mode(),
                                    c.kind(),
                                    c.outcome(),
                                    c.plannedKey(),
                                    c.plannedMonth(),
                                    c.coach(),
                                    String.join(";", c.attendedBy()),
                                    c.summary(),
                                    c.loggedAt())))));
    tables.put(
        "reports.csv",
        table(
            "site,month,state,submitted_on,submitted_by," + String.join(",", trial.measures()),
            rows ->
                trial
                    .reports()
                    .forEach(
                        r -> {
                          List<String> row =
                              new ArrayList<>(
                                  row(
                                      r.site(),
                                      r.month(),
                                      r.state(),
                                      r.submittedOn(),
                                      r.submittedBy()));
                          trial
                              .measures()
                              .forEach(
                                  key ->
                                      row.add(
                                          r.values().containsKey(key)
                                              ? r.values().get(key).toPlainString()
                                              : ""));
                          rows.accept(row);
                        })));
    return tables;
  }

  /**
   * Writes the tables into a folder, which is made if it is not there; files of the same names are
   * overwritten.
   *
   * @throws IOException if a file cannot be written
   */
  public static void write(SimulatedTrial trial, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> table : tables(trial).entrySet()) {
      Files.writeString(folder.resolve(table.getKey()), table.getValue());
    }
  }

  private static String table(String header, Consumer<Consumer<List<String>>> rows) {
    StringWriter text = new StringWriter();
    try (de.siegmar.fastcsv.writer.CsvWriter csv =
        de.siegmar.fastcsv.writer.CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header.split(","));
      rows.accept(csv::writeRecord);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return text.toString();
  }

  private static List<String> row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      Object value = cell instanceof Optional<?> optional ? optional.orElse(null) : cell;
      row.add(value == null ? "" : value.toString());
    }
    return row;
  }
}
