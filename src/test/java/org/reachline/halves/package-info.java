/**
 * The tests in two halves of about equal length, each for a process of its own with its own service
 * and PostgreSQL. Left to itself, the build tool would hand each process one class after the other,
 * and the service would start anew for each.
 */
package org.reachline.halves;
