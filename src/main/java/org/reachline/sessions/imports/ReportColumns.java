package org.reachline.sessions.imports;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reachline.base.OrderedEntity;
import org.reachline.sessions.EchoProgram;

/** What the columns of a programme's participant lists are, per shape: asked once, remembered. */
@Entity
@Table(name = "report_columns")
class ReportColumns extends OrderedEntity {
  /** In which programme. */
  @ManyToOne(optional = false, fetch = FetchType.LAZY)
  public EchoProgram program;

  /** What names lists with these titles, as {@link ReportTable#shape} makes it. */
  @jakarta.persistence.Column(name = "shape", nullable = false)
  public String shape;

  /** The titles as written, separated by bars, for people. */
  @jakarta.persistence.Column(name = "titles", nullable = false)
  public String titles;

  /**
   * Names of {@link CsvColumn}s in the order of the titles, separated by commas; empty for none.
   */
  @jakarta.persistence.Column(name = "columns", nullable = false)
  public String columns;

  /** Mail address of who said so last. */
  @jakarta.persistence.Column(name = "decided_by", nullable = false)
  public String decidedBy;

  /** When. */
  @jakarta.persistence.Column(name = "decided_at", nullable = false)
  public Instant decidedAt;

  /** The columns in order; null where one says nothing of use. */
  List<CsvColumn> list() {
    List<CsvColumn> list = new ArrayList<>();
    for (String name : columns.split(",", -1)) {
      list.add(name.isEmpty() ? null : CsvColumn.valueOf(name));
    }
    return list;
  }

  /** What was said of lists with these titles, if anything. */
  static Optional<ReportColumns> find(EchoProgram program, List<String> titles) {
    return find("program = ?1 and shape = ?2", program, ReportTable.shape(titles))
        .firstResultOptional();
  }
}
