/**
 * Lists that people upload: what each row would do is shown first, and done on confirmation, all
 * rows or none, unless a record was changed meanwhile. A room says what its list holds and what a
 * row does; everything else is here.
 */
package org.reachline.base.lists;
