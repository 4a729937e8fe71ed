package souk.market.blob;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import okhttp3.Request;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/**
 * AWS Signature Version 4 for S3 in request headers. The body's SHA-256, which is a blob's digest,
 * is part of what is signed: the service itself checks the bytes.
 */
final class S3Signature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final S3Credentials credentials;
  private final String region;

  S3Signature(S3Credentials credentials, String region) {
    this.credentials = credentials;
    this.region = region;
  }

  /**
   * Signs a request.
   *
   * @param body SHA-256 of its body
   */
  Request sign(Request request, Hash body, Instant now) {
    var headers = new TreeMap<String, String>();
    headers.put("host", host(request.url()));
    headers.put("x-amz-content-sha256", hex(body));
    headers.put("x-amz-date", TIME.format(now));
    var signed = request.newBuilder();
    headers.forEach(signed::header);
    return signed.header("authorization", authorization(request, headers, body, now)).build();
  }

  private String authorization(
      Request request, SortedMap<String, String> headers, Hash body, Instant now) {
    var scope = "%s/%s/s3/aws4_request".formatted(DAY.format(now), region);
    var names = String.join(";", headers.keySet());
    var canonical =
        String.join(
            "\n",
            request.method(),
            request.url().encodedPath(),
            query(request.url()),
            headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            names,
            hex(body));
    var text =
        String.join(
            "\n",
            ALGORITHM,
            TIME.format(now),
            scope,
            hex(Digests.sha256(canonical.getBytes(UTF_8))));
    var signature = HexFormat.of().formatHex(hmac(key(now), text));
    return "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
        .formatted(ALGORITHM, credentials.accessKey(), scope, names, signature);
  }

  private byte[] key(Instant now) {
    var secret = ("AWS4" + credentials.secretKey()).getBytes(UTF_8);
    return hmac(hmac(hmac(hmac(secret, DAY.format(now)), region), "s3"), "aws4_request");
  }

  /** The parameters by name, as they are encoded. */
  private static String query(HttpUrl url) {
    var parameters = new TreeMap<String, String>();
    for (var name : url.queryParameterNames()) {
      parameters.put(name, Optional.ofNullable(url.queryParameter(name)).orElse(""));
    }
    return parameters.entrySet().stream()
        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    var encoded = new StringBuilder();
    for (var octet : text.getBytes(UTF_8)) {
      var character = (char) Byte.toUnsignedInt(octet);
      if (isUnreserved(character)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || "-._~".indexOf(character) >= 0;
  }

  private static String host(HttpUrl url) {
    return url.port() == HttpUrl.defaultPort(url.scheme())
        ? url.host()
        : url.host() + ":" + url.port();
  }

  private static String hex(Hash hash) {
    return HexFormat.of().formatHex(hash.bytes());
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
