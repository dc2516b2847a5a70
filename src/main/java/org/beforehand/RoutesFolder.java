package org.beforehand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Where the routes are: the folder that was asked for, else {@code routes/}, else our own copy. */
final class RoutesFolder implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  private static final Path USUAL = Path.of("routes");
  private static final String FILES = "*.camel.yaml";

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "routes",
                Map.of(
                    "camel.main.routes-include-pattern",
                    pattern(environment.getProperty("beforehand.routes", "")))));
  }

  private static String pattern(String given) {
    if (!given.isBlank()) {
      if (!Files.isDirectory(Path.of(given))) {
        throw new CannotStart(
            "There is no folder " + given + " with routes: check --routes or BEFOREHAND_ROUTES.");
      }
      return in(Path.of(given));
    }
    return Files.isDirectory(USUAL) ? in(USUAL) : "classpath:routes/" + FILES;
  }

  private static String in(Path folder) {
    return "file:" + folder.toAbsolutePath() + "/" + FILES;
  }
}
