package org.reachline.base.errors;

/** What is said while the service that signs people in does not answer. */
public final class SignInAway {
  static final String TITLE = "Nobody can sign in at the moment";

  /** What a person reads who cannot sign in now. */
  static final String WORDS =
      "The service that signs people in does not answer at the moment. Nothing is lost, and nothing"
          + " is wrong with your account. Please try again in a minute. Who is signed in already can"
          + " go on.";

  /** How soon it is worth while to ask again for what the identity provider has to do. */
  public static final int RETRY_AFTER_SECONDS = 15;

  private SignInAway() {}
}
