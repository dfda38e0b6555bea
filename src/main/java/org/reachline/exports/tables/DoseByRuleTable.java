package org.reachline.exports.tables;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.reachline.protocol.dose.CountingChoice;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.protocol.strategy.CountingRule;
import org.reachline.protocol.strategy.Strategy;
import org.reachline.studies.Enrolment;

/** One row per unit, strategy and counting rule of the study file: the dose as that rule counts. */
public final class DoseByRuleTable implements ExportTable {
  @Override
  public String file() {
    return "dose_by_rule.csv";
  }

  @Override
  public String grain() {
    return "one row per unit, strategy and counting rule of the study file";
  }

  @Override
  public boolean revealsArm() {
    return true;
  }

  @Override
  public List<ExportColumn> columns(Cut cut) {
    return List.of(
        ExportColumn.text("unit", "Unit whose dose it is", ""),
        ExportColumn.date("enrolled_on", "Day of the enrolment; tells two stays apart", ""),
        ExportColumn.text("strategy", "Key of the strategy", ""),
        ExportColumn.text("rule", "Key of the counting rule", ""),
        ExportColumn.text("rule_label", "The rule in the study file's words", ""),
        ExportColumn.code(
            "chosen", "Whether the study file chooses this rule", "0 = no; 1 = yes", ""),
        ExportColumn.integer("planned_contacts", "What the arm prescribes in all", "contacts", ""),
        ExportColumn.integer("planned_minutes", "What the arm prescribes in all", "minutes", ""),
        ExportColumn.integer("due_contacts", "What of it was due by now", "contacts", ""),
        ExportColumn.integer("due_minutes", "What of it was due by now", "minutes", ""),
        ExportColumn.integer("contacts", "What counts toward the dose", "contacts", ""),
        ExportColumn.integer("minutes", "What counts toward the dose", "minutes", ""),
        ExportColumn.integer("beside_contacts", "Received beside the plan", "contacts", ""),
        ExportColumn.integer("beside_minutes", "Received beside the plan", "minutes", ""));
  }

  @Override
  public void rows(Cut cut, Consumer<List<Object>> out) {
    List<Enrolment> units =
        cut.enrolments().stream()
            .sorted(
                Comparator.comparing((Enrolment e) -> e.unit.code).thenComparing(e -> e.enrolledOn))
            .toList();
    for (Strategy strategy : cut.file().strategies()) {
      List<CountingRule> rules =
          strategy.countingRules().isEmpty()
              ? List.of(strategy.countingRule())
              : strategy.countingRules();
      for (CountingRule rule : rules) {
        Map<Long, List<DoseAccount>> accounts =
            cut.accounts()
                .of(cut.study(), units, List.of(strategy), CountingChoice.of(strategy, rule));
        for (Enrolment unit : units) {
          accounts.get(unit.id).forEach(account -> out.accept(row(unit, strategy, rule, account)));
        }
      }
    }
  }

  private static List<Object> row(
      Enrolment unit, Strategy strategy, CountingRule rule, DoseAccount account) {
    return Arrays.asList(
        unit.unit.code,
        unit.enrolledOn,
        strategy.key(),
        rule.key(),
        rule.label(),
        rule.equals(strategy.countingRule()) ? 1 : 0,
        account.planned().contacts(),
        account.planned().minutes(),
        account.dueByNow().contacts(),
        account.dueByNow().minutes(),
        account.delivered().contacts(),
        account.delivered().minutes(),
        account.extra().contacts(),
        account.extra().minutes());
  }
}
