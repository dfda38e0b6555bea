/**
 * One table of an export each: its columns, their meaning for the codebook, its rows. An inner room
 * of exports.
 */
package org.reachline.exports.tables;
