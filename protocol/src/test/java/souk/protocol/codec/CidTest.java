package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Hash;

class CidTest {
  @Test
  void namesBlobsAsIpfsDoes() {
    var digest = Digests.sha256("hello world".getBytes(StandardCharsets.UTF_8));

    assertThat(Cid.text(digest))
        .isEqualTo("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
  }

  @Test
  void readsBackEveryDigest() {
    var random = new Random(1);
    for (var i = 0; i < 500; i++) {
      var bytes = new byte[Hash.SIZE];
      random.nextBytes(bytes);

      assertThat(Cid.parse(Cid.text(Hash.of(bytes)))).isEqualTo(Hash.of(bytes));
    }
  }

  @Test
  void refusesEveryTextThatDiffersInOneCharacter() {
    var text = Cid.text(Digests.sha256());
    for (var i = 0; i < text.length(); i++) {
      var changed = text.substring(0, i) + '!' + text.substring(i + 1);

      assertThatIllegalArgumentException().isThrownBy(() -> Cid.parse(changed));
    }
  }
}
