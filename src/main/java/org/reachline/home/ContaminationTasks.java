package org.reachline.home;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reachline.base.Formats;
import org.reachline.base.Paging;
import org.reachline.contamination.ContaminationFlag;
import org.reachline.contamination.ContaminationPage;
import org.reachline.home.TaskList.Section;
import org.reachline.home.TaskList.Thing;
import org.reachline.home.TaskList.Urgency;
import org.reachline.studies.Study;

/** The flags of a study that wait for an explanation; for those who may see arms. */
@ApplicationScoped
class ContaminationTasks {

  /** The newest flags without a note, and how many there are. */
  Section unexplained(Study study) {
    List<Thing> things = new ArrayList<>();
    PanacheQuery<ContaminationFlag> unexplained = ContaminationFlag.findUnexplained(study);
    boolean several = ContaminationFlag.count("study", study) > ContaminationPage.ROWS;
    for (ContaminationFlag flag : Paging.slice(unexplained, 0, TaskList.FEW)) {
      things.add(
          new Thing(
              Urgency.NOW,
              (flag.person == null ? flag.enrolment.unit.name : flag.person.name)
                  + ": "
                  + flag.kind.label().toLowerCase(Locale.ROOT),
              flag.explanationThen + " Since " + Formats.inWords(flag.since) + ".",
              "/studies/"
                  + study.slug
                  + "/contamination"
                  + (several ? "?flag=" + flag.id : "")
                  + "#flag-"
                  + flag.id,
              "Explain the flag"));
    }
    return new Section(
        "Contamination",
        things,
        "No flag waits for an explanation. Flags are raised by themselves when sites or people get"
            + " what their arm does not offer.",
        things.size() < TaskList.FEW ? things.size() : unexplained.count(),
        "/studies/" + study.slug + "/contamination");
  }
}
