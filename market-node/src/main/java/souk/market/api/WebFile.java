package souk.market.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import souk.protocol.codec.Digests;

/**
 * A file of the dashboard, as it is sent. It never changes while the node runs.
 *
 * @param type media type
 * @param plain its bytes; never to be changed
 * @param zipped the same, gzip; never to be changed
 * @param tag entity tag of the plain bytes without its quotes
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the server as they are, never compared
record WebFile(String type, byte[] plain, byte[] zipped, String tag) {
  private static final String FOLDER = "/souk/market/web/";
  private static final Pattern NAME = Pattern.compile("[a-z-]{1,32}\\.(html|css|js|svg)");
  private static final int TAG_DIGITS = 20;
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=utf-8",
          "css", "text/css;charset=utf-8",
          "js", "text/javascript;charset=utf-8",
          "svg", "image/svg+xml");

  /** The file of that name, if the dashboard has it. */
  static Optional<WebFile> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (var file = WebFile.class.getResourceAsStream(FOLDER + name)) {
      return file == null ? Optional.empty() : Optional.of(of(name, file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("the dashboard's " + name + " cannot be read", e);
    }
  }

  private static WebFile of(String name, byte[] bytes) throws IOException {
    var type = TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), "");
    var digest = HexFormat.of().formatHex(Digests.sha256(bytes).bytes());
    return new WebFile(type, bytes, zip(bytes), digest.substring(0, TAG_DIGITS));
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
