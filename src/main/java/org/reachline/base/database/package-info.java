/**
 * Whether the database is there and of a version that this service knows. An inner room of base.
 */
package org.reachline.base.database;
