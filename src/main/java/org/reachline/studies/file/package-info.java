/**
 * The study file, read into records that cannot be wrong: what a trial promises, in the words of
 * its protocol. Pure Java: no service, no database, no clock. Its words: phase, factor, level, arm,
 * strategy, planned contact, counting rule, measure, check, reporting, allocation scheme, analysis.
 * An inner room of studies, floor 2.
 */
package org.reachline.studies.file;
