package org.reachline.exports;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.reachline.base.CurrentPerson;
import org.reachline.studies.Study;

/**
 * Who took data out. Blinded people see their own exports only: from the hash of a small allocation
 * list one could work the list out.
 */
@RequestScoped
class ExportLog {
  @Inject CurrentPerson me;

  PanacheQuery<ExportRecord> of(Study study) {
    return me.maySeeArms()
        ? ExportRecord.findForStudy(study)
        : ExportRecord.findForStudy(study, me.email());
  }
}
