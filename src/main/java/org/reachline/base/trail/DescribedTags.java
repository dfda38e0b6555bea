package org.reachline.base.trail;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says in the API's description where {@link EntityTags} gives and takes a version. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribedTags implements OASFilter {
  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    api.getPaths()
        .getPathItems()
        .forEach(
            (address, path) -> {
              if (address.startsWith("/api/")) {
                path.getOperations().values().forEach(operation -> describe(operation, schemas));
              }
            });
  }

  private static void describe(Operation operation, Map<String, Schema> schemas) {
    if (operation.getRequestBody() != null
        && hasVersion(operation.getRequestBody().getContent(), schemas)) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(HttpHeaders.IF_MATCH)
              .in(Parameter.In.HEADER)
              .description(
                  "The ETag of what you saw, instead of version or beside it; 400 if they differ,"
                      + " 409 if the record has changed since")
              .schema(text()));
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, answer) -> {
              if (status.startsWith("2") && hasVersion(answer.getContent(), schemas)) {
                answer.addHeader(
                    HttpHeaders.ETAG,
                    OASFactory.createHeader()
                        .description("The version, for If-Match of the next change")
                        .schema(text()));
              }
            });
  }

  private static boolean hasVersion(Content content, Map<String, Schema> schemas) {
    return content != null
        && content.getMediaTypes().values().stream()
            .map(type -> type.getSchema())
            .map(
                schema ->
                    schema != null && schema.getRef() != null
                        ? schemas.get(schema.getRef().replaceFirst(".*/", ""))
                        : schema)
            .anyMatch(
                schema ->
                    schema != null
                        && schema.getProperties() != null
                        && schema.getProperties().containsKey(EntityTags.VERSION));
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }
}
