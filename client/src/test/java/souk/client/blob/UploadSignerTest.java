package souk.client.blob;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import souk.client.api.UploadAuthorization;
import souk.protocol.codec.Digests;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.keys.AccountKey;

class UploadSignerTest {
  private static final MarketDomain MARKET =
      new MarketDomain(31_337, Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
  private static final Hash BLOB = Digests.sha256("souk".getBytes(US_ASCII));
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L - 300);

  @Test
  void signsAsWalletsDo() {
    // What anvil's eth_signTypedData_v4 answers for its first account.
    var signature =
        Signature.parse(
            "0x8d6afc60009d4fcbbdc4ebecd77f7484eaa4ce0feb1e94bf56f4ed5619107fbb"
                + "27329819f6ca0cebcb08de39861886b518c2207a281eb5e021a7c58899bc0778"
                + "1c");
    var account = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    var key =
        AccountKey.of(
            Hash.parse("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));

    assertThat(UploadSigner.of(key, MARKET, () -> NOW).sign(BLOB, 4))
        .isEqualTo(new UploadAuthorization(account, NOW.plus(UploadSigner.LIFETIME), signature));
  }
}
