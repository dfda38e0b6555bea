/**
 * ECHO programmes and their sessions: what is kept of them, who is asked, who may see what, who
 * came for how many minutes and by what evidence. Inner rooms: {@code programs}, {@code hosting},
 * {@code join}, {@code attendance}, {@code imports}, {@code calendar}, {@code room}, {@code live},
 * {@code materials}, {@code after}; each knows this core, and the core knows none of them. Floor 4:
 * knows the ledger of dose, studies, people and sites.
 */
package org.reachline.sessions;
