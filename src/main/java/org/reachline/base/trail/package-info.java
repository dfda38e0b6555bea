/**
 * The trail of every record: who did what to it, when, from what, to what and why; the change that
 * each act takes, and what is said to somebody who was overtaken. An inner room of base.
 */
package org.reachline.base.trail;
