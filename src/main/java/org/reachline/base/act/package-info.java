/** What belongs to one act of a person or a clock, from its beginning to its end. Floor 0. */
package org.reachline.base.act;
