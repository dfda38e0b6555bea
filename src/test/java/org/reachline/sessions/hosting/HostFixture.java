package org.reachline.sessions.hosting;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.List;
import org.reachline.base.trail.AuditEntry;
import org.reachline.sessions.EchoTrial;

/** A host before, in and after a session. */
abstract class HostFixture {
  static void at(int minute) {
    EchoTrial.at(EchoTrial.FIRST.plus(Duration.ofMinutes(minute)));
  }

  static AuditEntry newestEntry(EchoTrial trial) {
    List<AuditEntry> trail =
        QuarkusTransaction.requiringNew()
            .call(() -> AuditEntry.listForSubject("echo_session:" + trial.sessions().get(0)));
    return trail.get(trail.size() - 1);
  }
}
