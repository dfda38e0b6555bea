/**
 * The ledger of delivered dose: one append-only account per unit and strategy, whichever room
 * delivers. Its words: entry, reversal, standing delivery, source, plan of record. Floor 3:
 * coaching, sessions and activities post to it without knowing each other.
 */
@NullMarked
package org.reachline.dose;

import org.jspecify.annotations.NullMarked;
