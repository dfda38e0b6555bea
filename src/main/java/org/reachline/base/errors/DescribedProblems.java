package org.reachline.base.errors;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.reachline.base.Problems;

/**
 * Says in the API's description how {@link ErrorPages} answers a refused call, once for all
 * operations: no room can forget it, and none says it differently.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribedProblems implements OASFilter {
  private static final String TYPE = "application/problem+json";
  private static final String PROBLEM = "ProblemJson";
  private static final String FIELD = "FieldProblemJson";

  private static final Map<String, String> ANSWERS =
      new TreeMap<>(
          Map.of(
              "400", "Something sent cannot be taken; errors names each property and what to do",
              "401", "Nobody is signed in, or the token has run out",
              "403", "Your role does not include this",
              "404", "There is nothing here, or nothing for you",
              "409", "Somebody was quicker, or the record's state forbids it; detail says what",
              "500", "Our mistake; tell the coordinator the reference",
              "503", "Another service that this needs does not answer; nothing was changed"));

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    Components components = api.getComponents();
    components.addSchema(FIELD, field());
    components.addSchema(PROBLEM, problem());
    ANSWERS.forEach((status, words) -> components.addResponse(name(status), answer(status, words)));
    api.getPaths()
        .getPathItems()
        .forEach(
            (address, path) -> {
              // The pages stand in the description, too; they answer with pages.
              if (address.startsWith("/api/")) {
                path.getOperations()
                    .forEach((method, operation) -> describe(path, method, operation));
              }
            });
  }

  private static void describe(PathItem path, PathItem.HttpMethod method, Operation operation) {
    boolean changes = method != PathItem.HttpMethod.GET && method != PathItem.HttpMethod.HEAD;
    if (operation.getResponses() == null) {
      operation.setResponses(OASFactory.createAPIResponses());
    }
    empty(operation.getResponses());
    if (takesList(operation)) {
      operation.addParameter(
          OASFactory.createParameter()
              .name("Prefer")
              .in(Parameter.In.HEADER)
              .description("respond-async: answer at once, and say where the list can be followed")
              .schema(of(SchemaType.STRING, "RFC 7240")));
      operation
          .getResponses()
          .addAPIResponse(
              "202",
              OASFactory.createAPIResponse()
                  .description("The list is kept; Location names its progress and receipt")
                  .content(
                      OASFactory.createContent()
                          .addMediaType(
                              "application/json",
                              OASFactory.createMediaType()
                                  .schema(OASFactory.createSchema().ref("UploadJson")))));
    }
    boolean asked = has(operation.getParameters()) || has(path.getParameters());
    for (String status : ANSWERS.keySet()) {
      boolean fits =
          switch (status) {
            case "400", "404" -> changes || asked;
            case "409", "503" -> changes;
            default -> true;
          };
      APIResponse own = operation.getResponses().getAPIResponse(status);
      if (own != null) {
        // Such as a list that is refused with what is wrong with each row.
        Content content = own.getContent() == null ? OASFactory.createContent() : own.getContent();
        own.setContent(content.addMediaType(TYPE, problems().getMediaType(TYPE)));
      } else if (fits) {
        operation
            .getResponses()
            .addAPIResponse(status, OASFactory.createAPIResponse().ref(name(status)));
      }
    }
  }

  /** Whether its body is a list. */
  private static boolean takesList(Operation operation) {
    return operation.getRequestBody() != null
        && operation.getRequestBody().getContent() != null
        && operation.getRequestBody().getContent().hasMediaType("text/csv");
  }

  /** The library takes a POST without a body in its answer for 201; JAX-RS answers 204. */
  private static void empty(APIResponses responses) {
    APIResponse made = responses.getAPIResponse("201");
    if (made != null && made.getContent() == null) {
      responses.removeAPIResponse("201");
      responses.addAPIResponse("204", OASFactory.createAPIResponse().description("Done"));
    }
  }

  private static boolean has(List<?> some) {
    return some != null && !some.isEmpty();
  }

  private static String name(String status) {
    return "Problem" + status;
  }

  private static APIResponse answer(String status, String words) {
    APIResponse answer = OASFactory.createAPIResponse().description(words);
    // The sign-in mechanism answers 401 by itself, with a header and no body.
    return status.equals("401") ? answer : answer.content(problems());
  }

  private static Content problems() {
    return OASFactory.createContent()
        .addMediaType(
            TYPE, OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM)));
  }

  /** As {@link ErrorPages.ProblemJson}. */
  private static Schema problem() {
    return object("The body of a refused call (RFC 9457)")
        .addProperty("title", of(SchemaType.STRING, "What happened, in a few words"))
        .addProperty("status", of(SchemaType.INTEGER, "The HTTP status"))
        .addProperty("detail", of(SchemaType.STRING, "What to do about it, in a sentence or two"))
        .addProperty("reference", of(SchemaType.STRING, "Our reference, where the mistake is ours"))
        .addProperty(
            "errors",
            of(SchemaType.ARRAY, "Every problem of what was sent")
                .items(OASFactory.createSchema().ref(FIELD)));
  }

  /** As {@link Problems.Problem}. */
  private static Schema field() {
    return object("One thing that cannot be taken")
        .addProperty("field", of(SchemaType.STRING, "Property or parameter; empty for the whole"))
        .addProperty("message", of(SchemaType.STRING, "What is wrong and what to do"));
  }

  private static Schema object(String words) {
    return of(SchemaType.OBJECT, words);
  }

  private static Schema of(SchemaType type, String words) {
    return OASFactory.createSchema().addType(type).description(words);
  }
}
