package souk.verifier.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.DemandEvent.ChunkAnswered;
import souk.settlement.chain.DemandEvent.ChunkDemanded;
import souk.settlement.chain.LogPosition;

class ChunksTest {
  private static final LogPosition HERE = new LogPosition(1, Hash.ZERO, Hash.ZERO, 0);

  @Test
  void beginsWithTheFirstWhichTellsHowManyThereAre() {
    assertThat(in()).isEqualTo(new Chunks.Wanted(List.of(0)));
    assertThat(in(demanded(1, 0))).isEqualTo(new Chunks.Awaited());
    assertThat(in(demanded(1, 0), answered(1, 0, 4)))
        .isEqualTo(new Chunks.Wanted(List.of(1, 2, 3)));
  }

  @Test
  void isDoneWhenEveryChunkWasShown() {
    var first = answered(1, 0, 2);
    var second = answered(2, 1, 2);

    assertThat(in(demanded(1, 0), first, demanded(2, 1))).isEqualTo(new Chunks.Awaited());
    assertThat(in(demanded(2, 1), second, demanded(1, 0), first))
        .isEqualTo(new Chunks.Shown(List.of(first, second)));
  }

  @Test
  void countsADemandBeyondTheEndAsOneForTheLast() {
    assertThat(in(demanded(1, 0), demanded(2, 900), answered(1, 0, 2)))
        .isEqualTo(new Chunks.Awaited());
  }

  @Test
  void paysForNoBlobWithoutEnd() {
    assertThat(in(demanded(1, 0), answered(1, 0, Chunks.MOST + 1))).isEqualTo(new Chunks.TooMany());
  }

  @Test
  void otherAttemptsAndOtherBlobsCountForNothing() {
    var events =
        List.of(
            demanded(1, 0),
            answered(1, 0, 1),
            demanded(2, 0, 1, BlobRole.MODULE),
            answered(2, 0, 1));

    assertThat(Chunks.in(events, 1, BlobRole.INPUT)).isEqualTo(new Chunks.Wanted(List.of(0)));
    assertThat(Chunks.in(events, 1, BlobRole.MODULE)).isInstanceOf(Chunks.Shown.class);
  }

  private static Chunks in(ChainEvent... events) {
    return Chunks.in(List.of(events), 0, BlobRole.INPUT);
  }

  private static ChainEvent demanded(int id, long chunk) {
    return demanded(id, chunk, 0, BlobRole.INPUT);
  }

  private static ChainEvent demanded(int id, long chunk, int attempt, BlobRole blob) {
    return new ChunkDemanded(
        HERE,
        hash(id),
        Hash.ZERO,
        Address.of(new byte[Address.SIZE]),
        attempt,
        blob,
        chunk,
        Amount.of(1),
        Instant.EPOCH);
  }

  private static ChunkAnswered answered(int id, long chunk, long chunks) {
    return new ChunkAnswered(HERE, hash(id), chunk, chunks);
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[0] = (byte) number;
    return Hash.of(bytes);
  }
}
