package org.reachline.exports;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.reachline.base.CurrentPerson;
import org.reachline.studies.Study;

/**
 * Who took data out. Blinded people see their own exports only: from the hash of a small allocation
 * list one could work the list out.
 */
@RequestScoped
class ExportLog {
  @Inject CurrentPerson me;

  List<ExportRecord> of(Study study) {
    return ExportRecord.listForStudy(study).stream()
        .filter(record -> me.maySeeArms() || record.exportedBy.equals(me.email()))
        .toList();
  }
}
