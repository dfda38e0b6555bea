/**
 * What a request must show before it may change anything: that one of our own pages made it, for
 * the person or the link that sends it. And what of it must never be written down. Floor 0.
 */
package org.reachline.base.fence;
