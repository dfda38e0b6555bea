package org.reachline.base.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.reachline.base.Page;

/**
 * Answers who sends more than is taken, in words. The server itself would break off while the
 * browser still sends, which the reader sees as a lost connection; so what comes is passed over,
 * and the answer follows it.
 */
@ApplicationScoped
class LargeRequests {
  static final String WORDS = "This is larger than we take. Split the file and send the parts.";

  /** Beyond so many times the limit nobody waits: the connection is closed. */
  private static final int PATIENCE = 10;

  @Inject ObjectMapper json;

  @ConfigProperty(name = "quarkus.http.limits.max-body-size")
  MemorySize most;

  /** Before the server's own check, whose order is -2, and after the security headers. */
  void install(@Observes Router router) {
    router.route().order(-900).handler(this::look);
  }

  private void look(RoutingContext context) {
    HttpServerRequest request = context.request();
    long length = length(request.getHeader("Content-Length"));
    long limit = most.asLongValue();
    if (length <= limit || length > PATIENCE * limit) {
      context.next();
      return;
    }
    request.endHandler(all -> answer(context));
    request.handler(passedOver -> {});
    request.resume();
  }

  private static long length(String header) {
    try {
      return header == null ? 0 : Long.parseLong(header);
    } catch (NumberFormatException notOurs) {
      return 0;
    }
  }

  private void answer(RoutingContext context) {
    String title = "This did not work";
    boolean api = context.normalizedPath().startsWith("/api");
    String body =
        api
            ? problem(title)
            : Page.refused(
                413,
                ErrorPages.Templates.error(
                        413,
                        title,
                        WORDS,
                        null,
                        List.of(),
                        List.of(),
                        FormRecovery.back(context.request().getHeader("Referer")))
                    .render());
    context
        .response()
        .setStatusCode(413)
        .putHeader("Content-Type", api ? "application/problem+json" : "text/html;charset=UTF-8")
        .end(body);
  }

  private String problem(String title) {
    try {
      return json.writeValueAsString(
          new ErrorPages.ProblemJson(title, 413, WORDS, null, List.of()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
