package souk.client.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** Writes and reads the API's records. Reading takes nothing on trust. */
public final class Json {
  /** The media type of the API's documents. */
  public static final String MEDIA_TYPE = "application/json";

  private static final int MAX_NESTING = 16;
  private static final int MAX_STRING = 16 * 1024;
  private static final int MAX_DIGITS = 80;
  private static final int MAX_MESSAGE = 200;

  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /** The document of a record of this package. */
  public static byte[] write(Object document) {
    try {
      return MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("no JSON form for " + document.getClass().getSimpleName(), e);
    }
  }

  /** The document of a record of this package or of the protocol, field by field. */
  public static JsonNode tree(Object document) {
    return MAPPER.valueToTree(document);
  }

  /**
   * Reads a document. The caller has limited its size.
   *
   * @throws IllegalArgumentException if it is anything but a valid document of that type; the
   *     message is one line and names the field
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return require(MAPPER.readValue(json, type), type);
    } catch (JsonMappingException e) {
      throw refused(type, path(e) + reason(e), e);
    } catch (JsonProcessingException e) {
      throw refused(type, "it is not JSON", e);
    } catch (IOException e) {
      throw refused(type, "it is not text", e);
    }
  }

  private static <T> T require(T value, Class<T> type) {
    if (value == null) {
      throw new IllegalArgumentException(message(type, "it is null"));
    }
    return value;
  }

  private static IllegalArgumentException refused(Class<?> type, String why, Exception cause) {
    return new IllegalArgumentException(message(type, why), cause);
  }

  private static String message(Class<?> type, String why) {
    var line = why.lines().findFirst().orElse("it cannot be read");
    return "not a valid %s: %s"
        .formatted(type.getSimpleName(), line.substring(0, Math.min(line.length(), MAX_MESSAGE)));
  }

  private static String path(JsonMappingException e) {
    var path =
        e.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String reason(JsonMappingException e) {
    var cause = e.getCause();
    var message = cause instanceof RuntimeException ? cause.getMessage() : null;
    return message == null ? withoutAside(e.getOriginalMessage()) : message;
  }

  /** Jackson explains in brackets which of its own switches refused. */
  private static String withoutAside(String message) {
    var aside = message.indexOf(" (");
    return aside < 0 ? message : message.substring(0, aside);
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder(factory())
        .addModule(new Jdk8Module())
        .addModule(WireForms.module())
        .enable(
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.AUTO_DETECT_IS_GETTERS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .build();
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxStringLength(MAX_STRING)
                .maxNumberLength(MAX_DIGITS)
                .build())
        .build();
  }
}
