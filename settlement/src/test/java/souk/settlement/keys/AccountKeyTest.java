package souk.settlement.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

class AccountKeyTest {
  // The first development account of anvil and hardhat.
  private static final AccountKey KEY =
      AccountKey.of(Hash.parse("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));

  @Test
  void hasTheAddressOfItsPublicKey() {
    assertThat(KEY.address()).isEqualTo(Address.parse("f39fd6e51aad88f6f4ce6ab8827279cfffb92266"));
  }

  @Test
  void signsSoThatItsAddressIsRecovered() {
    var random = new Random(1);

    IntStream.range(0, 100)
        .forEach(
            round -> {
              var bytes = new byte[Hash.SIZE];
              random.nextBytes(bytes);
              var key = AccountKey.random(new SecureRandom());
              var digest = Hash.of(bytes);

              var signature = key.sign(digest);

              assertThat(Signers.recover(digest, signature)).contains(key.address());
            });
  }

  @Test
  void recoversNobodyFromGarbage() {
    var flipped = KEY.sign(Hash.ZERO).bytes();
    flipped[64] = 29;

    assertThat(Signers.recover(Hash.ZERO, Signature.NONE)).isEmpty();
    assertThat(Signers.recover(Hash.ZERO, Signature.of(new byte[65]))).isEmpty();
    assertThat(Signers.recover(Hash.ZERO, Signature.of(flipped))).isEmpty();
  }

  @Test
  void refusesNumbersThatAreNoKey() {
    assertThatThrownBy(() -> AccountKey.of(Hash.ZERO)).isInstanceOf(WalletException.class);
  }

  @Test
  void opensOutputsSealedToItsOutputKey() {
    var jobId = Digests.keccak256(new byte[] {1});
    var output = "output".getBytes(StandardCharsets.UTF_8);

    var sealed = Ecies.seal(KEY.outputKey(), jobId, output, new SecureRandom());

    assertThat(KEY.unseal(jobId, sealed)).isEqualTo(output);
  }
}
