package org.beforehand.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A YAML file bound to a record, with errors that name the line and what was expected. */
final class YamlFile {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(com.fasterxml.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .build();

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(m|h|d)");

  private YamlFile() {}

  /**
   * @throws RulesRefused naming file, line and what was expected
   */
  static <T> T read(String file, String text, Class<T> type) {
    try {
      T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw refused(file, 1, "the file is empty");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      String known =
          e.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      throw refused(
          file, line(e), "I don't know \"" + e.getPropertyName() + "\". Known here: " + known);
    } catch (InvalidFormatException e) {
      throw refused(
          file,
          line(e),
          path(e) + ": did not expect \"" + e.getValue() + "\"" + expected(e.getTargetType()));
    } catch (JsonMappingException e) {
      throw refused(file, line(e), path(e) + ": " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw refused(
          file,
          line(e),
          "this is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  /** {@code 10m}, {@code 12h} or {@code 7d}. */
  static Duration duration(String file, String field, @Nullable String text, Duration otherwise) {
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw refused(
          file, 0, field + ": expected a time such as 10m, 12h or 7d, found \"" + text + "\"");
    }
    long n = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  static <T> T required(String file, String field, @Nullable T value) {
    if (value == null) {
      throw refused(file, 0, "expected a line \"" + field + ": ...\"");
    }
    return value;
  }

  static RulesRefused refused(String file, int line, String text) {
    return new RulesRefused(List.of(new Problem(file, line, text)));
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(at -> at.getFieldName() == null ? "item " + (at.getIndex() + 1) : at.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String expected(Class<?> type) {
    if (!type.isEnum()) {
      return "";
    }
    return "; expected one of "
        + java.util.Arrays.stream(type.getEnumConstants())
            .map(word -> word.toString().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(", "));
  }
}
