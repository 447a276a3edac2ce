package io.holdpoint.platform;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The description of the API at {@code /v3/api-docs}: what springdoc finds in the controllers, and
 * over it what the features have written by hand in {@code /openapi/*.yaml} (one OpenAPI document
 * each, of which paths and components count). A path written there replaces the one found.
 */
@Component
class ApiDescription implements OpenApiCustomizer {

  private static final String FILES = "classpath*:openapi/*.yaml";

  private final List<OpenAPI> written;

  ApiDescription() {
    this.written = read();
  }

  @Override
  public void customise(OpenAPI api) {
    api.setInfo(
        new Info()
            .title("Holdpoint")
            .version("1")
            .description(
                "Every action of an AI agent is decided at the moment it is asked for. Errors are"
                    + " RFC 9457 problems with a stable `code`."));
    // Relative: a description must not repeat the host that a caller named in a header.
    api.setServers(List.of(new Server().url("/")));
    if (api.getComponents() == null) {
      api.setComponents(new Components());
    }
    for (OpenAPI file : written) {
      merge(file, api);
    }
    api.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(ApiDescription::withProblem);
  }

  /** Whatever else an operation says, it can end in a problem. */
  private static void withProblem(Operation operation) {
    operation
        .getResponses()
        .putIfAbsent("default", new ApiResponse().$ref("#/components/responses/Problem"));
  }

  private static void merge(OpenAPI file, OpenAPI api) {
    if (file.getPaths() != null) {
      file.getPaths()
          .forEach(
              (path, item) -> {
                PathItem known = api.getPaths().computeIfAbsent(path, p -> new PathItem());
                item.readOperationsMap().forEach(known::operation);
              });
    }
    Components from = file.getComponents();
    Components to = api.getComponents();
    if (from == null) {
      return;
    }
    put(from, Components::getSchemas, to::addSchemas);
    put(from, Components::getResponses, to::addResponses);
    put(from, Components::getRequestBodies, to::addRequestBodies);
    put(from, Components::getParameters, to::addParameters);
    put(from, Components::getHeaders, to::addHeaders);
    put(from, Components::getExamples, to::addExamples);
    put(from, Components::getSecuritySchemes, to::addSecuritySchemes);
  }

  private static <T> void put(
      Components from,
      Function<Components, @Nullable Map<String, T>> part,
      BiConsumer<String, T> to) {
    Map<String, T> some = part.apply(from);
    if (some != null) {
      new LinkedHashMap<>(some).forEach(to);
    }
  }

  private static List<OpenAPI> read() {
    List<OpenAPI> files = new ArrayList<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
        try (InputStream in = file.getInputStream()) {
          files.add(Yaml31.mapper().readValue(in, OpenAPI.class));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the description of the API cannot be read: " + FILES, e);
    }
    return List.copyOf(files);
  }
}
