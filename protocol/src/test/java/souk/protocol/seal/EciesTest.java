package souk.protocol.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;
import souk.protocol.job.OutputKey;
import souk.protocol.value.Hash;

class EciesTest {
  private static final BigInteger KEY = BigInteger.valueOf(123_456_789);
  private static final Hash JOB = Digests.keccak256(new byte[] {1});
  private static final byte[] OUTPUT = {1, 2, 3, 4, 5};
  private final SecureRandom random = new SecureRandom();

  @Test
  void theHolderOfTheKeyReadsTheOutput() {
    var sealed = Ecies.seal(Ecies.outputKey(KEY), JOB, OUTPUT, random);

    assertThat(Ecies.open(KEY, JOB, sealed)).isEqualTo(OUTPUT);
    assertThat(sealed).hasSize(OUTPUT.length + Ecies.OVERHEAD);
  }

  @Test
  void anotherKeyOrJobReadsNothing() {
    var sealed = Ecies.seal(Ecies.outputKey(KEY), JOB, OUTPUT, random);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ecies.open(KEY.add(BigInteger.ONE), JOB, sealed));
    assertThatIllegalArgumentException().isThrownBy(() -> Ecies.open(KEY, Hash.ZERO, sealed));
  }

  @Test
  void everyChangedByteIsNoticed() {
    var sealed = Ecies.seal(Ecies.outputKey(KEY), JOB, OUTPUT, random);
    for (var i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;

      assertThatIllegalArgumentException().isThrownBy(() -> Ecies.open(KEY, JOB, changed));
    }
  }

  @Test
  void sealingTwiceLooksDifferent() {
    var key = Ecies.outputKey(KEY);

    assertThat(Ecies.seal(key, JOB, OUTPUT, random))
        .isNotEqualTo(Ecies.seal(key, JOB, OUTPUT, random));
  }

  @Test
  void refusesAKeyThatIsNotOnTheCurve() {
    var notAPoint = new OutputKey(2, Hash.parse("ff".repeat(32)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ecies.seal(notAPoint, JOB, OUTPUT, random))
        .withMessageContaining("not a point");
  }
}
