package org.reachline.base.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.logging.Log;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.exception.DataException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.reachline.base.Page;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.Suggestions;
import org.reachline.base.fence.FormToken;
import org.reachline.base.fence.Provenance;
import org.reachline.base.fence.SignedClaims;
import org.reachline.base.input.StrictJson;
import org.reachline.base.trail.ConcurrentEdit;

/**
 * Every failure becomes an answer for whoever must act: a JSON problem (RFC 9457) under /api, a
 * calm page elsewhere. What only we can mend is logged once, with the reference that the page
 * shows.
 */
public class ErrorPages {
  private static final SecureRandom REFERENCES = new SecureRandom();

  /** Title where only the database noticed that two people met. */
  private static final String SOMEBODY = "Somebody was quicker";

  private static final String NOT_TAKEN = "This was not taken";

  @Inject UriInfo uri;
  @Inject HttpHeaders headers;
  @Inject Request request;
  @Inject ConcurrentEdit quicker;
  @Inject FormToken token;
  @Inject Provenance provenance;

  @CheckedTemplate(basePath = "ErrorPages")
  static class Templates {
    static native TemplateInstance error(
        int status,
        String title,
        String detail,
        String reference,
        List<Problems.Problem> problems,
        List<FormRecovery.Word> kept,
        String back);
  }

  /** The body of a refused API call. */
  public record ProblemJson(
      String title, int status, String detail, String reference, List<Problems.Problem> errors) {}

  /** Nothing has U+0000 in its name, and PostgreSQL fails when it is asked for it. */
  @ServerRequestFilter(preMatching = true)
  Response unspeakable() {
    if (uri.getRequestUri().getRawPath().contains("%00")) {
      return answer(404, new Refusal.NotFound().getMessage(), null, List.of());
    }
    String query = uri.getRequestUri().getRawQuery();
    return query != null && query.contains("%00")
        ? answer(400, "The address holds a character that cannot be looked for.", null, List.of())
        : null;
  }

  @ServerExceptionMapper(priority = 1)
  Response refusal(Refusal refusal) {
    List<Problems.Problem> problems =
        refusal instanceof Refusal.BadInput bad ? bad.problems() : List.of();
    String detail =
        refusal instanceof Refusal.Conflict conflict
            ? quicker.inWords(conflict) + next(conflict)
            : refusal.getMessage();
    return refusal instanceof Refusal.Unproven
        ? answer(refusal.status(), NOT_TAKEN, detail, null, problems)
        : answer(refusal.status(), detail, null, problems);
  }

  /** What whoever was overtaken does next: a call names the version, a person looks again. */
  private String next(Refusal.Conflict conflict) {
    if (!(conflict instanceof Refusal.Overtaken overtaken)) {
      return "";
    }
    return uri.getPath().startsWith("/api")
        ? " It is now version " + overtaken.version() + "."
        : " Look at it again and repeat your change.";
  }

  @ServerExceptionMapper(priority = 1)
  Response violation(ConstraintViolationException violation) {
    List<Problems.Problem> problems =
        violation.getConstraintViolations().stream()
            .map(
                v -> new Problems.Problem(lastNode(v.getPropertyPath().toString()), v.getMessage()))
            .sorted((a, b) -> a.field().compareTo(b.field()))
            .toList();
    return answer(400, "Some of what was sent cannot be taken.", null, problems);
  }

  @ServerExceptionMapper(priority = 1)
  Response unreadable(JsonProcessingException e) {
    String field = "";
    if (e instanceof JsonMappingException mapping) {
      field =
          mapping.getPath().stream()
              .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
              .collect(Collectors.joining("."))
              .replace(".[", "[");
    }
    String message;
    if (e instanceof StrictJson.NotKept) {
      message = e.getOriginalMessage();
    } else if (e instanceof UnrecognizedPropertyException unknown) {
      message =
          "There is no such property here."
              + Suggestions.didYouMean(
                  unknown.getPropertyName(),
                  unknown.getKnownPropertyIds().stream().map(Object::toString).toList());
    } else if (e instanceof InvalidFormatException no && no.getTargetType().isEnum()) {
      message =
          "“"
              + Problems.shortened(String.valueOf(no.getValue()))
              + "” is not one of the answers: "
              + Arrays.stream(no.getTargetType().getEnumConstants())
                  .map(answer -> answer.toString().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", "))
              + ".";
    } else if (field.isEmpty()) {
      message = "This is not readable JSON: " + e.getOriginalMessage();
    } else {
      message = "This value has the wrong form.";
    }
    return answer(
        400, "The JSON cannot be taken.", null, List.of(new Problems.Problem(field, message)));
  }

  /** Quarkus has a mapper of its own for these, which says nothing outside the tests. */
  @ServerExceptionMapper(priority = 1)
  Response unfit(MismatchedInputException e) {
    return unreadable(e);
  }

  @ServerExceptionMapper(priority = 1)
  Response overtaken(OptimisticLockException e) {
    return answer(409, SOMEBODY, quicker.inWords(e), null, List.of());
  }

  @ServerExceptionMapper(priority = 1)
  Response duplicate(org.hibernate.exception.ConstraintViolationException e) {
    return ConcurrentEdit.isMeeting(e)
        ? answer(409, SOMEBODY, quicker.inWords(e), null, List.of())
        : unexpected(e);
  }

  /** The last fence: what the database cannot hold although every check before let it pass. */
  @ServerExceptionMapper(priority = 1)
  Response unkept(DataException e) {
    Log.warnf("Refused by the database only, %s: %s", path(), e.getSQLException());
    return answer(
        400,
        "Some of what was sent cannot be kept: a text is too long, a number or a date out of reach,"
            + " or a character not one that can be kept. Nothing was saved.",
        null,
        List.of());
  }

  /**
   * Whoever turned a request down without a word, the person gets a page; and what is not available
   * says when to ask again, whichever page or call refuses.
   */
  @ServerResponseFilter
  void bare(ContainerResponseContext response, ContainerRequestContext request) {
    int status = response.getStatus();
    if (status == 503 && !response.getHeaders().containsKey(HttpHeaders.RETRY_AFTER)) {
      response.getHeaders().add(HttpHeaders.RETRY_AFTER, SignInAway.RETRY_AFTER_SECONDS);
    }
    if (status < 400 || status == 401 || status == 499 || response.hasEntity()) {
      return;
    }
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    Response page =
        status == 503 // nobody else is bare with it
            ? answer(status, SignInAway.TITLE, SignInAway.WORDS, null, List.of())
            : answer(status, "This request cannot be taken as it is.", null, List.of());
    response.setEntity(page.getEntity(), null, page.getMediaType());
  }

  /** The page for who cannot sign in now, where there is no request of ours yet. */
  public static String signInIsAway() {
    return Templates.error(
            503, SignInAway.TITLE, SignInAway.WORDS, null, List.of(), List.of(), null)
        .render();
  }

  @ServerExceptionMapper(priority = 1)
  Response forbidden(ForbiddenException e) {
    return answer(
        403,
        "Your role does not include this. The trial's coordinator can change that.",
        null,
        List.of());
  }

  @ServerExceptionMapper(priority = 1)
  Response web(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    if (e.getCause() instanceof JsonProcessingException json) {
      return unreadable(json);
    }
    return switch (status) {
      case 401 -> e.getResponse();
      case 404 -> parameterOrNothing(e);
      case 405 -> answer(405, "This address does not take that kind of request.", null, List.of());
      case 413 -> answer(413, LargeRequests.WORDS, null, List.of());
      case 415 -> answer(415, "This address does not take that kind of content.", null, List.of());
      default ->
          status < 500
              ? answer(status, "This request cannot be taken as it is.", null, List.of())
              : unexpected(e);
    };
  }

  /**
   * A parameter after the question mark that cannot be read looks to JAX-RS like a wrong address.
   */
  private Response parameterOrNothing(WebApplicationException e) {
    if (e.getCause() instanceof Refusal refusal) {
      return refusal(refusal);
    }
    if (e.getCause() instanceof IllegalArgumentException
        || e.getCause() instanceof DateTimeException) {
      for (var parameter : uri.getQueryParameters().entrySet()) {
        for (String value : parameter.getValue()) {
          if (!value.isEmpty() && String.valueOf(e.getCause().getMessage()).contains(value)) {
            return refusal(
                new Refusal.BadInput(
                    parameter.getKey(), "“" + value + "” is not what is wanted here."));
          }
        }
      }
    }
    return answer(404, new Refusal.NotFound().getMessage(), null, List.of());
  }

  @ServerExceptionMapper(priority = 1)
  Response unexpected(Throwable e) throws RuntimeException {
    if (e instanceof UnauthorizedException || e instanceof AuthenticationFailedException) {
      // Not ours: the sign-in mechanism answers with its challenge (redirect or 401).
      throw (RuntimeException) e;
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      // The commit wraps what the database found; the typist's answer is the same.
      if (cause instanceof Refusal refusal) {
        return refusal(refusal);
      }
      if (cause instanceof OptimisticLockException lock) {
        return overtaken(lock);
      }
      if (cause instanceof DataException data) {
        return unkept(data);
      }
      if (cause instanceof org.hibernate.exception.ConstraintViolationException constraint
          && ConcurrentEdit.isMeeting(constraint)) {
        return duplicate(constraint);
      }
    }
    Optional<String> away = DatabaseAway.in(e);
    if (away.isPresent()) {
      return away(away.get());
    }
    if (BrokenForm.isOne(e)) {
      return answer(400, NOT_TAKEN, BrokenForm.WORDS, null, List.of());
    }
    byte[] bytes = new byte[4];
    REFERENCES.nextBytes(bytes);
    String reference = HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
    Log.errorf(e, "Reference %s: %s", reference, path());
    return answer(
        500,
        "Something went wrong on our side. Nothing was saved by halves. Please try again; if it"
            + " stays, tell the coordinator the reference.",
        reference,
        List.of());
  }

  private Response away(String why) {
    Log.warnf("The database did not answer, %s: %s", path(), why);
    Response answer =
        answer(
            503,
            "The database does not answer at the moment. Nothing was saved by halves. Try again in"
                + " a few seconds.",
            null,
            List.of());
    return Response.fromResponse(answer)
        .header(HttpHeaders.RETRY_AFTER, DatabaseAway.RETRY_AFTER_SECONDS)
        .build();
  }

  private Response answer(
      int status, String detail, String reference, List<Problems.Problem> problems) {
    String title =
        switch (status) {
          case 400 -> "This cannot be taken as it is";
          case 403 -> "Not for your role";
          case 404 -> "Nothing here";
          case 409 -> "This cannot be done as things stand";
          case 500 -> "Our mistake";
          case 503 -> "Not available at the moment";
          default -> "This did not work";
        };
    return answer(status, title, detail, reference, problems);
  }

  private Response answer(
      int status, String title, String detail, String reference, List<Problems.Problem> problems) {
    if (uri.getPath().startsWith("/api") || wantsJson()) {
      return Response.status(status)
          .type("application/problem+json")
          .entity(new ProblemJson(title, status, detail, reference, problems))
          .build();
    }
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
        .entity(
            Page.refusing(
                status,
                Templates.error(
                        status,
                        title,
                        detail,
                        reference,
                        problems,
                        kept(),
                        request.getMethod().equals("GET")
                            ? null
                            : FormRecovery.back(headers.getHeaderString("Referer")))
                    .render()))
        .build();
  }

  private List<FormRecovery.Word> kept() {
    // A form that was sent from elsewhere proves neither, and nobody else's words are shown as the
    // reader's own.
    boolean own = token.isGood(FormToken.ofThisForm()) || provenance.isProven(headers);
    return own ? FormRecovery.ofThisRequest() : List.of();
  }

  private boolean wantsJson() {
    List<MediaType> wanted = headers.getAcceptableMediaTypes();
    return !wanted.isEmpty()
        && wanted.get(0).isCompatible(MediaType.APPLICATION_JSON_TYPE)
        && !wanted.get(0).isWildcardType();
  }

  /** The address, as it may be written down. */
  private String path() {
    return SignedClaims.unsaid(uri.getPath());
  }

  private static String lastNode(String path) {
    // "log.form.durationMinutes": the typist knows only the last part.
    int second = path.indexOf('.', path.indexOf('.') + 1);
    return second < 0 ? path.substring(path.indexOf('.') + 1) : path.substring(second + 1);
  }
}
