package souk.verifier.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.SPEC;
import static souk.verifier.node.Fixtures.hash;
import static souk.verifier.node.Fixtures.job;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import souk.client.blob.BlobSource;
import souk.client.market.MarketException;
import souk.protocol.value.Hash;
import souk.settlement.chain.BlobRole;
import souk.settlement.index.IndexedJob;

class DemandedBlobsTest {
  private static final IndexedJob SEATED =
      new IndexedJob(JOB, SPEC, job(COMMITTING), Optional.empty(), Optional.empty());

  private final Set<Hash> withheld = new HashSet<>();
  private final DemandedBlobs blobs =
      new DemandedBlobs(this::node, _ -> List.of(), _ -> Optional.empty());
  private final BlobSource source = blobs.of(SEATED);

  @Test
  void whoWithholdsTheModuleIsAskedForTheInputToo() {
    withheld.addAll(List.of(SPEC.module(), SPEC.input()));

    assertThatThrownBy(() -> source.getBlob(SPEC.module(), 10)).isInstanceOf(MarketException.class);

    assertThat(blobs.missing(JOB)).containsExactlyInAnyOrder(BlobRole.MODULE, BlobRole.INPUT);
  }

  @Test
  void whatComesLateIsNotMissingAnyMore() {
    withheld.add(SPEC.module());
    assertThatThrownBy(() -> source.getBlob(SPEC.module(), 10)).isInstanceOf(MarketException.class);
    assertThat(blobs.missing(JOB)).containsExactly(BlobRole.MODULE);

    withheld.clear();
    source.getBlob(SPEC.module(), 10);

    assertThat(blobs.missing(JOB)).isEmpty();
  }

  @Test
  void nothingElseOfAJobCanBeDemanded() {
    var mount = hash(90);
    withheld.add(mount);

    assertThatThrownBy(() -> source.getBlob(mount, 10)).isInstanceOf(MarketException.class);

    assertThat(blobs.missing(JOB)).isEmpty();
  }

  private byte[] node(Hash digest, int maxBytes) {
    if (withheld.contains(digest)) {
      throw new MarketException("no blob", false);
    }
    return new byte[0];
  }
}
