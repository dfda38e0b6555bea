/**
 * How many statements a page asks of the database, for whom, and that ten times the data ask no
 * more.
 */
package org.reachline.asked;
