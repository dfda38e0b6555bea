package org.reachline.comparison;

/** What a comparison says: to those who may see arms, or pooled for those who are blinded. */
public sealed interface Answer permits ArmAnswer, PooledAnswer {
  /** What was asked, when and under which protocol. */
  Asked asked();
}
