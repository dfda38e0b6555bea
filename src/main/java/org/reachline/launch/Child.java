package org.reachline.launch;

import java.io.IOException;

/** A server that this process has started for itself; closing it ends the server. */
interface Child extends AutoCloseable {
  /** The server, for those who want to see that it lives or has ended. */
  ProcessHandle process();

  @Override
  void close() throws IOException;
}
