/**
 * The ledger of delivered dose: one append-only account per unit and strategy, whichever room
 * delivers. Its words: entry, reversal, standing delivery, source, plan of record. An inner room of
 * studies, floor 2: coaching, sessions and activities post to it without knowing each other.
 */
package org.reachline.studies.ledger;
