package org.reachline.base.act;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PoolWarningsTest {
  @Inject TransactionSynchronizationRegistry transaction;
  @Inject EntityManager database;

  private void ask() {
    database.createNativeQuery("select 1").getSingleResult();
  }

  /** Every other test fails where this is heard. */
  @Test
  void hearsWhateverSpeaksWithTheDatabaseAfterAnAct() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              ask();
              transaction.registerInterposedSynchronization(
                  new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                      ask();
                    }

                    @Override
                    public void afterCompletion(int status) {}
                  });
            });
    assertThat(PoolWarnings.taken()).hasSize(1);
  }
}
