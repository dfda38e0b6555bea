/**
 * Calendar text (RFC 5545) for whatever a room puts into people's calendars, and the door by which
 * a room lends its entries to a person's feed. Floor 0.
 */
@NullMarked
package org.reachline.base.calendar;

import org.jspecify.annotations.NullMarked;
