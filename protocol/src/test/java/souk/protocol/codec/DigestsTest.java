package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigestsTest {
  @Test
  void keccakIsTheOneOfTheEvm() {
    assertThat(Digests.keccak256())
        .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @Test
  void sha256MatchesItsStandard() {
    assertThat(Digests.sha256("abc".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void partsHashAsTheirConcatenation() {
    assertThat(Digests.keccak256(new byte[] {1}, new byte[] {2, 3}))
        .isEqualTo(Digests.keccak256(new byte[] {1, 2, 3}));
  }
}
