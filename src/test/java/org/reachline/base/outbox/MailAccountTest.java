package org.reachline.base.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name before the sender's address is the letters' and nobody else's. */
class MailAccountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo@hub.example | echo@hub.example | hub.example",
        "ECHO hub, Köln <echo@Hub.example> | echo@hub.example | hub.example",
        "ECHO <echo@localhost> | echo@localhost | localhost",
      })
  void calendarsAndNumbersTakeTheBareAddress(String from, String address, String domain) {
    MailAccount account = new MailAccount();
    account.from = from;
    assertThat(account.address()).isEqualTo(address);
    assertThat(account.domain()).isEqualTo(domain);
  }
}
