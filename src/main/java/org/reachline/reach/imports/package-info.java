/**
 * Reports that arrive as a list: columns, periods and cells are read, shown before saved, and taken
 * all or none. An inner room of reach.
 */
package org.reachline.reach.imports;
