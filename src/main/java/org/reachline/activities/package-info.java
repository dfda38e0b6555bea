/**
 * The strategy log of everything that a study delivers beside coaching and ECHO: trainings of
 * trainers, champions, technical assistance, team staffing, navigation. Its words: activity, actor,
 * action, target, justification, modification, generation. Floor 3: knows studies, people, sites
 * and base.
 */
package org.reachline.activities;
