package org.reachline.base.fence;

import static org.apache.commons.codec.digest.HmacAlgorithms.HMAC_SHA_256;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;

/**
 * What every form carries to show that a page of ours made it, and for whom: a seal over the person
 * who is signed in, or over the personal link by which the page was opened. It is good for as long
 * as that person or that link is: in another tab, after a weekend, after signing in again. It looks
 * different each time, so that nobody can guess it from the length of compressed pages.
 */
@Named("csrf")
@RequestScoped
public class FormToken {
  /** The form's field. */
  public static final String FIELD = "csrf-token";

  /** The header in which a script that sends JSON gives it. */
  public static final String HEADER = "X-CSRF-Token";

  /** The part of an address that holds a personal link's claim, in every room. */
  private static final String LINK = "token";

  private static final SecureRandom CHANCE = new SecureRandom();
  private static final int SALT_BYTES = 9;
  private static final int SEAL_BYTES = 18;

  @Inject SecurityIdentity identity;
  @Inject UriInfo uri;

  @ConfigProperty(name = "reachline.link-key")
  String key;

  private String made;

  /** The token for the page that is being made; empty for a visitor, who can send no form. */
  public String token() {
    if (made == null) {
      String holder = holder();
      made = holder == null ? "" : of(key, holder);
    }
    return made;
  }

  /** Name of the field that carries it. */
  public String parameterName() {
    return FIELD;
  }

  /** Whether a form that came with {@code token} was made for whoever sends it. */
  public boolean isGood(String token) {
    String holder = token == null ? null : holder();
    if (holder == null) {
      return false;
    }
    try {
      byte[] sent = Base64.getUrlDecoder().decode(token);
      return sent.length == SALT_BYTES + SEAL_BYTES
          && MessageDigest.isEqual(sent, sealed(key, holder, Arrays.copyOf(sent, SALT_BYTES)));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** The token of the form that is being answered; null if there is no form or none in it. */
  public static String ofThisForm() {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    FormData form = request == null ? null : request.getFormData();
    return form == null || form.getFirst(FIELD) == null ? null : form.getFirst(FIELD).getValue();
  }

  /** Whether the page was opened by a personal link, which is good without any sign-in. */
  public boolean isByLink() {
    return uri.getPathParameters().containsKey(LINK);
  }

  private String holder() {
    return isByLink() ? ofLink(uri.getPathParameters().getFirst(LINK)) : ofPerson(identity);
  }

  /** Whom a token is for that a page behind a personal link carries. */
  public static String ofLink(String claim) {
    return "link/" + claim;
  }

  /** Whom a token is for that a signed-in person's page carries; null for a visitor. */
  public static String ofPerson(SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return null;
    }
    String subject =
        identity.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : null;
    return "person/" + (subject == null ? identity.getPrincipal().getName() : subject);
  }

  /** A fresh token for a holder, sealed with the key that all instances share. */
  public static String of(String key, String holder) {
    byte[] salt = new byte[SALT_BYTES];
    CHANCE.nextBytes(salt);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed(key, holder, salt));
  }

  private static byte[] sealed(String key, String holder, byte[] salt) {
    Mac mac = HmacUtils.getInitializedMac(HMAC_SHA_256, key.getBytes(StandardCharsets.UTF_8));
    // The same key signs personal links; what is said before keeps the two apart.
    mac.update("reachline/FORM/1:".getBytes(StandardCharsets.US_ASCII));
    mac.update(salt);
    byte[] seal = mac.doFinal(holder.getBytes(StandardCharsets.UTF_8));
    byte[] both = Arrays.copyOf(salt, SALT_BYTES + SEAL_BYTES);
    System.arraycopy(seal, 0, both, SALT_BYTES, SEAL_BYTES);
    return both;
  }
}
