/**
 * Loading a study's file, its versions, and what a new version changes in words. An inner room of
 * studies.
 */
package org.reachline.studies.versions;
