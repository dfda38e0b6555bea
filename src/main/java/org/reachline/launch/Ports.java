package org.reachline.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine. */
final class Ports {
  private Ports() {}

  /**
   * Checks that {@code port} can be had, and names the way out when it cannot.
   *
   * @throws CannotStart when something else listens there
   */
  static void requireFree(int port, String what, String setting) {
    if (!isFree(port)) {
      throw CannotStart.occupied(
          "Port %d for %s is in use by another program. Stop that program, or choose another port: set %s=<port> and start again. Nothing was started."
              .formatted(port, what, Settings.environmentName(setting)));
    }
  }

  /** Whether a server could listen on {@code port} now, on the loopback and on every address. */
  static boolean isFree(int port) {
    return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && canBind(new InetSocketAddress(port));
  }

  /** A port that is free now. Another program may take it before it is used. */
  static int findFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean canBind(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a port in TIME_WAIT after a restart is free to us
      socket.bind(address, 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
