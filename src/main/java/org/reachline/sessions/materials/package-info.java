/** What people read for a session: links and files. An inner room of sessions, floor 3. */
package org.reachline.sessions.materials;
