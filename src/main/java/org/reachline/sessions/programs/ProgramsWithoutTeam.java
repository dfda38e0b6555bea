package org.reachline.sessions.programs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.reachline.base.Concern;
import org.reachline.sessions.EchoProgram;

/** Tells coordinators which programmes are nobody's, and whose team nobody chose. */
@ApplicationScoped
class ProgramsWithoutTeam implements Concern.Source {
  @Override
  public List<Concern> concerns() {
    List<Concern> concerns = new ArrayList<>();
    for (EchoProgram program : EchoProgram.listWithoutTeam()) {
      concerns.add(
          concern(
              program,
              "Nobody runs " + program.name,
              "Only coordinators see its sessions until somebody of the role hub is given it."));
    }
    for (EchoProgram program : EchoProgram.listInherited()) {
      String people =
          program.listTeam().stream().map(p -> p.name).collect(Collectors.joining(", "));
      concerns.add(
          concern(
              program,
              "Nobody chose who runs " + program.name,
              "It had no team, and a programme without one is nobody's now. So that nobody lost"
                  + " their sessions, it went to everybody who had the role hub: "
                  + people
                  + ". Look at the list and save it."));
    }
    return concerns;
  }

  private static Concern concern(EchoProgram program, String title, String detail) {
    return new Concern(
        title + " (" + program.study.title + ")",
        detail,
        "/studies/" + program.study.slug + "/sessions/programs/" + program.id + "/team",
        "Say who runs it");
  }
}
