/**
 * What every room needs: the clock, the current person, the audit trail, error pages and who may
 * see which site. Floor 0.
 */
package org.reachline.base;
