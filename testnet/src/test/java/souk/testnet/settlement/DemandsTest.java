package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.codec.ChunkTree;
import souk.protocol.value.Hash;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChunkShown;
import souk.settlement.chain.DemandCall;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.Revert;
import souk.settlement.log.ShownChunks;
import souk.testnet.chain.AnvilExtension;

/** Chunks and proofs made in Java convince the contracts, and nothing else does. */
class DemandsTest {
  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereThereIsTime());

  private Story story;

  @BeforeEach
  void begin() {
    story = new Story(MARKET);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_384, 16_385, 40_000, 80_000, 100_001})
  void everyChunkOfAnOutputIsProven(int size) {
    var output = bytes(size);
    var id = revealed(output);

    for (var chunk = 0; chunk < ChunkTree.count(output); chunk++) {
      var demandId = demand(id, output, chunk);
      var answer = new DemandCall.Answer(ChunkShown.ofOutput(demandId, output, chunk));

      var answered =
          Story.only(DemandEvent.ChunkAnswered.class, MARKET.land(story.provider, answer));

      assertThat(answered.chunk()).isEqualTo(chunk);
      assertThat(answered.chunks()).isEqualTo(ChunkTree.count(output));
    }
  }

  @Test
  void aDemandBeyondTheLastChunkAsksForTheLast() {
    var output = bytes(40_000);
    var demandId = demand(revealed(output), output, 1_000);

    var answer = new DemandCall.Answer(ChunkShown.ofOutput(demandId, output, 1_000));

    assertThat(refusal(answer)).isEmpty();
  }

  @Test
  void noOtherBytesAndNoOtherPlaceAreProven() {
    var output = bytes(80_000);
    var demandId = demand(revealed(output), output, 2);
    var other = output.clone();
    other[2 * ChunkTree.CHUNK_SIZE] ^= 1;

    assertThat(refusal(new DemandCall.Answer(ChunkShown.ofOutput(demandId, other, 2))))
        .contains("WrongChunk");
    IntStream.of(0, 1, 3, 4)
        .mapToObj(place -> new DemandCall.Answer(ChunkShown.ofOutput(demandId, output, place)))
        .forEach(answer -> assertThat(refusal(answer)).contains("WrongChunk"));
  }

  @Test
  void aDemandThatIsNotAnsweredOpensTheJobAgain() {
    var output = bytes(3);
    var id = revealed(output);
    var demandId = demand(id, output, 0);
    assertThat(story.job(id).held()).isTrue();

    MARKET.anvil().passTime(story.chain().parameters().revealWindow().plusSeconds(1));
    MARKET.land(story.node, new DemandCall.Close(List.of(demandId)));

    assertThat(story.job(id).attempt()).isEqualTo(1);
  }

  @Test
  void aSeatedVerifierIsShownTheInput() {
    var job = story.newJob();
    var id = story.drawnWith(job);
    story.exit(id);
    var seat = story.job(id).seats().getFirst();

    var demanded =
        Story.only(
            DemandEvent.ChunkDemanded.class,
            MARKET.land(
                story.key(seat), new DemandCall.ForAudit(job, BlobRole.INPUT, 0, seat.number())));
    var answer = ChunkShown.ofWork(demanded.demandId(), Story.MODULE, Story.INPUT, true, 0);

    assertThat(refusal(new DemandCall.Answer(answer))).isEmpty();
  }

  @Test
  void whatWasShownIsFoundInTheTransactionThatShowedIt() {
    var job = story.newJob();
    var id = story.drawnWith(job);
    story.exit(id);
    var seat = story.job(id).seats().getFirst();
    var demanded =
        Story.only(
            DemandEvent.ChunkDemanded.class,
            MARKET.land(
                story.key(seat), new DemandCall.ForAudit(job, BlobRole.MODULE, 7, seat.number())));
    var answer = ChunkShown.ofWork(demanded.demandId(), Story.MODULE, Story.INPUT, false, 7);

    var answered =
        Story.only(
            DemandEvent.ChunkAnswered.class,
            MARKET.land(story.provider, new DemandCall.Answer(answer)));

    var calldata = story.chain().calldata(answered.at().transaction()).orElseThrow();
    assertThat(shown(calldata, answered, job.chunks())).hasValue(Story.MODULE);
    assertThat(shown(calldata, answered, Hash.ZERO)).isEmpty();
    assertThat(story.chain().calldata(Hash.ZERO)).isEmpty();
  }

  private static Optional<byte[]> shown(
      byte[] calldata, DemandEvent.ChunkAnswered answered, Hash work) {
    return ShownChunks.ofWork(calldata, answered.demandId(), work, false, answered.chunk());
  }

  private Hash revealed(byte[] output) {
    var id = story.auditedWith(Story.result(output));
    story.exit(id);
    return id;
  }

  private Hash demand(Hash id, byte[] output, int chunk) {
    var call = new DemandCall.ForOutput(id, Story.result(output), chunk);
    var receipt = MARKET.land(story.consumer, call);
    return Story.only(DemandEvent.ChunkDemanded.class, receipt).demandId();
  }

  private Optional<String> refusal(DemandCall.Answer answer) {
    var chain = story.chain();
    return chain
        .simulate(story.provider.address(), chain.encode(answer), chain.head().number())
        .map(Revert::error);
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
