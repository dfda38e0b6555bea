package org.reachline.comparison;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a comparison says: to those who may see arms, or pooled for those who are blinded. */
@Schema(oneOf = {ArmAnswer.class, PooledAnswer.class})
public sealed interface Answer permits ArmAnswer, PooledAnswer {
  /** What was asked, when and under which protocol. */
  Asked asked();
}
