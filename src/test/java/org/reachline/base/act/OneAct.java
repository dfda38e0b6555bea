package org.reachline.base.act;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Makes one act of what a test does, as the methods of the house's acts are. */
@Singleton
public class OneAct {
  @Transactional
  public void of(Runnable act) {
    act.run();
  }
}
