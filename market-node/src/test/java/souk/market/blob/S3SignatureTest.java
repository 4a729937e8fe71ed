package souk.market.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;

class S3SignatureTest {
  // The service's documentation, "Authenticating Requests: Using the Authorization Header".
  private static final S3Credentials EXAMPLE =
      new S3Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final Instant THEN = Instant.parse("2013-05-24T00:00:00Z");

  private final S3Signature signature = new S3Signature(EXAMPLE, "us-east-1");

  @Test
  void signsTheDocumentedListOfObjects() {
    assertThat(signed("?max-keys=2&prefix=J"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;x-amz-content-sha256;x-amz-date,"
                + "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void signsTheDocumentedLifecycleRequest() {
    assertThat(signed("?lifecycle"))
        .endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  private String signed(String query) {
    var request =
        new Request.Builder().url("https://examplebucket.s3.amazonaws.com/" + query).build();
    return String.valueOf(signature.sign(request, Digests.sha256(), THEN).header("Authorization"));
  }
}
