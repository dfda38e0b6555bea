package org.reachline.comparison;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a comparison says: to those who may see arms, or pooled for those who are blinded. */
@Schema(oneOf = {ArmAnswer.class, PooledAnswer.class})
sealed interface Answer permits ArmAnswer, PooledAnswer {
  /** What was asked, when and under which protocol. */
  Asked asked();

  /** The same answer, which still holds at this moment. */
  Answer asOf(Instant now);
}
