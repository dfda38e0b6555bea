package org.reachline.protocol.strategy;

/** Which ledger delivers a strategy. */
public enum StrategyKind {
  /** Contacts of a coach with one site. */
  COACHING,
  /** Sessions that a hub holds for many sites at once. */
  ECHO,
  /** Everything else: training, champions, navigation, staffing. */
  ACTIVITY
}
