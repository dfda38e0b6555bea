package org.reachline.launch;

/** The service cannot start here and now; the message says why and what to do about it. */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CannotStart(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Something else holds what the service needs: a port, or this very home folder. Exit code 3. */
  public static CannotStart occupied(String message) {
    return new CannotStart(3, message, null);
  }

  /** A setting has a value that makes no sense. Exit code 2. */
  public static CannotStart misconfigured(String message) {
    return new CannotStart(2, message, null);
  }

  /** A child did not come up, or a file could not be read or written. Exit code 1. */
  public static CannotStart broken(String message, Throwable cause) {
    return new CannotStart(1, message, cause);
  }

  /** What the process should exit with. */
  public int exitCode() {
    return exitCode;
  }
}
