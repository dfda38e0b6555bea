package org.reachline.protocol.design;

/** Where the arm comes from. */
public enum AllocationMethod {
  /** A list made elsewhere, uploaded and checked. */
  UPLOADED_LIST,
  /** Nobody allocates: the study is observed, not randomised. */
  NONE
}
