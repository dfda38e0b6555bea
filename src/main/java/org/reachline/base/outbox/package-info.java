/**
 * Mail that leaves the house: written in the transaction of the change that causes it, sent by a
 * job, retried, never twice for one change. An inner room of base, floor 0.
 */
package org.reachline.base.outbox;
