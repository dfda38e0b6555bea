package org.reachline.stats.model;

/** The standard errors of a GEE, from trusting the working model to distrusting few clusters. */
public enum Correction {
  /** Model-based: right only when the working variance and correlation are. */
  NAIVE,
  /** Sandwich, Liang and Zeger 1986: too small when clusters are few. */
  ROBUST,
  /** Sandwich times K/(K-p). */
  ROBUST_DF1,
  /** Kauermann and Carroll 2001, principal matrix root (SAS GLIMMIX ROOT). */
  KC,
  /** Kauermann and Carroll in Lu's symmetrised one-sided form (Lu and others 2007). */
  KC_LU,
  /** Mancl and DeRouen 2001. */
  MD,
  /** Fay and Graubard 2001, with their own degrees of freedom. */
  FG
}
