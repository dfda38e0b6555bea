package org.reachline.personas;

import static io.restassured.RestAssured.given;

import io.quarkus.test.security.TestIdentityAssociation;
import io.restassured.filter.Filter;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.reachline.base.fence.FormToken;

/**
 * Posts a form as a browser does that has fetched the page before: it carries the token of the
 * person who is signed in, or of the personal link that it is sent to. Redirects are not followed,
 * so that a test sees where a change leads.
 */
public final class Csrf {
  private static final Pattern LINK = Pattern.compile("/(?:join|answer|after)/([^/]+).*");

  private static final Filter AS_MULTIPART =
      (request, response, context) -> {
        request.multiPart(FormToken.FIELD, token(request.getURI()));
        return context.next(request, response);
      };

  private static final Filter AS_FIELD =
      (request, response, context) -> {
        request.formParam(FormToken.FIELD, token(request.getURI()));
        return context.next(request, response);
      };

  private static final Filter AS_HEADER =
      (request, response, context) -> {
        request.header(FormToken.HEADER, token(request.getURI()));
        return context.next(request, response);
      };

  private Csrf() {}

  /** A form whose fields are sent as {@code application/x-www-form-urlencoded}. */
  public static RequestSpecification form() {
    return given()
        .redirects()
        .follow(false)
        .filter(AS_FIELD)
        .contentType("application/x-www-form-urlencoded; charset=UTF-8");
  }

  /** A form that may carry files: {@code multipart/form-data}. */
  public static RequestSpecification upload() {
    return given()
        .redirects()
        .follow(false)
        .filter(AS_MULTIPART)
        .contentType("multipart/form-data");
  }

  /** What a page's script sends. */
  public static RequestSpecification json() {
    return given().redirects().follow(false).filter(AS_HEADER).contentType("application/json");
  }

  /** The token that a form carries on the page at this address. */
  public static String token(String address) {
    Matcher link = LINK.matcher(URI.create(address).getPath());
    String holder =
        link.matches()
            ? FormToken.ofLink(link.group(1))
            : FormToken.ofPerson(
                CDI.current().select(TestIdentityAssociation.class).get().getTestIdentity());
    return FormToken.of(
        ConfigProvider.getConfig().getValue("reachline.link-key", String.class),
        String.valueOf(holder));
  }
}
