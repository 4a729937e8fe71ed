package souk.protocol.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

class BlobUploadDigestTest {
  private static final MarketDomain MARKET =
      new MarketDomain(31_337, Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
  private static final Hash BLOB = Digests.sha256("souk".getBytes(US_ASCII));
  private static final Address ACCOUNT =
      Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);

  @Test
  void isTheEip712DigestOfTheFields() {
    // Computed by hand with npm's js-sha3 from the definitions of EIP-712.
    assertThat(MARKET.blobUploadDigest(BLOB, 4, ACCOUNT, EXPIRY))
        .isEqualTo(
            Hash.parse("0x99339db373c4ff26fd306d054998d6aee05e674f97942b0c312c31b813170c0a"));
  }
}
