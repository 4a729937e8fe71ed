package souk.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Address;
import souk.protocol.value.Signature;

class UploadAuthorizationTest {
  private static final String ACCOUNT = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final Signature SIGNATURE = Signature.parse("0x" + "ab".repeat(64) + "1b");
  private static final UploadAuthorization AUTHORIZATION =
      new UploadAuthorization(
          Address.parse(ACCOUNT), Instant.ofEpochSecond(1_800_000_000), SIGNATURE);

  @Test
  void isAHeader() {
    assertThat(AUTHORIZATION.header())
        .isEqualToIgnoringCase(
            "Souk account=\"%s\", expiry=\"1800000000\", signature=\"%s\""
                .formatted(ACCOUNT, SIGNATURE));
    assertThat(UploadAuthorization.parse(AUTHORIZATION.header())).isEqualTo(AUTHORIZATION);
  }

  @Test
  void readsParametersInAnyOrder() {
    var header =
        "souk  signature=\"%s\" ,expiry=\"1800000000\",account=\"%s\""
            .formatted(SIGNATURE, ACCOUNT);

    assertThat(UploadAuthorization.parse(header)).isEqualTo(AUTHORIZATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Souk",
        "Bearer abc",
        "Souk account=\"0x1\"",
        "Souk account=0x1, expiry=1, signature=0x2",
        "Souk account=\"" + ACCOUNT + "\", expiry=\"-1\", signature=\"0x\"",
        "Souk account=\"" + ACCOUNT + "\", expiry=\"999999999999999999999\", signature=\"0x\"",
        "Souk account=\"" + ACCOUNT + "\", account=\"" + ACCOUNT + "\", expiry=\"1\"",
        "Souk account=\"" + ACCOUNT + "\", expiry=\"1\", signature=\"zz\""
      })
  void refusesWhatIsNoAuthorization(String header) {
    assertThatIllegalArgumentException().isThrownBy(() -> UploadAuthorization.parse(header));
  }

  @Test
  void refusesAHeaderThatIsTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UploadAuthorization.parse(AUTHORIZATION.header() + " ".repeat(3_000)));
  }
}
