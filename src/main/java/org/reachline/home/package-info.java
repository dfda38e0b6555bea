/** Landing page per role and a site's overview: the only room that sees everything. Floor 6. */
package org.reachline.home;
