/**
 * What an error looks like, on a page and to a program, and what the log says of it. An inner room
 * of base.
 */
package org.reachline.base.errors;
