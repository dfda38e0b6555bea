/**
 * What a trial promises, in the words of its protocol: the study file, read into records that
 * cannot be wrong. Pure Java: no service, no database, no clock. Its words: phase, factor, level,
 * arm, strategy, planned contact, counting rule, measure, check, reporting, allocation scheme,
 * analysis. Floor 1.
 */
@NullMarked
package org.reachline.protocol;

import org.jspecify.annotations.NullMarked;
