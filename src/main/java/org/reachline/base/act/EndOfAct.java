package org.reachline.base.act;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What follows from an act, done once and at its end: a roll-call of forty people is one change of
 * the dose. An act is the outermost {@code @Transactional} method of a call; its end lies within
 * its transaction, so that what follows is saved with it or not at all, and before Hibernate gives
 * its connection back.
 */
@ApplicationScoped
public class EndOfAct {
  @Inject TransactionSynchronizationRegistry transaction;
  @Inject EntityManager database;

  /** The act under way, kept with its transaction. */
  private static final class Act {
    final Map<String, Runnable> following = new LinkedHashMap<>();
    int depth;
  }

  /**
   * Has something done at the end of the act under way, after whatever was asked for before; at
   * once where there is no act.
   *
   * @param what names it: asked for again before it was done, it is done once
   */
  public void once(String what, Runnable following) {
    if (isUnderWay()) {
      act().following.putIfAbsent(what, following);
    } else {
      following.run();
    }
  }

  /** Whether an act is under way in this transaction, not only a transaction. */
  public boolean isUnderWay() {
    return act() != null && act().depth > 0;
  }

  void begins() {
    if (act() == null) {
      transaction.putResource(EndOfAct.class, new Act());
    }
    act().depth++;
  }

  /** A method was left. After the outermost: what follows, and what follows from that. */
  void ends() {
    Act act = act();
    try {
      if (act.depth == 1 && !transaction.getRollbackOnly()) {
        // Whoever listens where a row is written has their say too.
        database.flush();
        while (!act.following.isEmpty()) {
          Iterator<Runnable> pending = act.following.values().iterator();
          Runnable next = pending.next();
          pending.remove();
          next.run();
          database.flush();
        }
      }
    } finally {
      fails();
    }
  }

  /** Left by an error, from which nothing follows; or at the end of all. */
  void fails() {
    Act act = act();
    act.depth--;
    if (act.depth == 0) {
      act.following.clear();
    }
  }

  private Act act() {
    return (Act) transaction.getResource(EndOfAct.class);
  }
}
