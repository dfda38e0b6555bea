/** What a visitor must know to get into a site: clearance, entrance, way. Floor 4. */
package org.reachline.visits;
