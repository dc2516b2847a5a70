package org.beforehand.console;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * What {@code /api/openapi.json} says beside what the controllers say of themselves: who may ask,
 * and the two ways in that are routes and no controllers.
 */
final class Description implements OpenApiCustomizer {
  private static final String BEARER = "bearer";

  @Override
  public void customise(OpenAPI api) {
    api.info(
            new Info()
                .title("Beforehand")
                .version("1")
                .description(
                    "Errors are problem documents (RFC 9457). Without a token only this machine"
                        + " itself is answered. Lists come in parts: \"next\", where there is one,"
                        + " is the \"before\" of the next part, or its \"after\" where a list"
                        + " says so."))
        // Wherever it runs.
        .servers(null);
    if (api.getComponents() != null) {
      api.getComponents()
          .addSecuritySchemes(
              BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
    }
    api.addSecurityItem(new SecurityRequirement().addList(BEARER));
    path(api, "/api/events").post(events());
    path(api, "/api/customers/{id}").put(customer());
  }

  private static PathItem path(OpenAPI api, String path) {
    return api.getPaths().computeIfAbsent(path, none -> new PathItem());
  }

  private static Operation events() {
    Content events = new Content();
    for (String type :
        List.of(
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/json")) {
      events.addMediaType(type, new MediaType().schema(new ObjectSchema()));
    }
    return new Operation()
        .addTagsItem("intake")
        .operationId("acceptEvents")
        .summary("Takes CloudEvents 1.0: binary, structured, or a batch")
        .requestBody(new RequestBody().required(true).content(events))
        .responses(
            answers(
                "202",
                "Committed; one result per event: accepted, repeated, waiting, conflict,"
                    + " refused or parked"));
  }

  private static Operation customer() {
    return new Operation()
        .addTagsItem("intake")
        .operationId("putCustomer")
        .summary("Takes a customer's record, whole")
        .addParametersItem(
            new Parameter().in("path").name("id").required(true).schema(new StringSchema()))
        .requestBody(
            new RequestBody()
                .required(true)
                .content(
                    new Content()
                        .addMediaType(
                            "application/json", new MediaType().schema(new ObjectSchema()))))
        .responses(answers("200", "Committed"));
  }

  private static ApiResponses answers(String code, String meaning) {
    return new ApiResponses()
        .addApiResponse(code, new ApiResponse().description(meaning))
        .addApiResponse("400", problem("The request cannot be read; the place is named"))
        .addApiResponse("413", problem("The body is larger than is taken"))
        .addApiResponse("503", problem("The database does not answer; ask again"));
  }

  private static ApiResponse problem(String meaning) {
    return new ApiResponse()
        .description(meaning)
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json", new MediaType().schema(new ObjectSchema())));
  }
}
