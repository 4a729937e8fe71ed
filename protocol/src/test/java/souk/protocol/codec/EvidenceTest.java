package souk.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.evidence.Result;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class EvidenceTest {
  private static final Result RESULT = result(1, new ExitStatus.Exited(0), 5, hash(2), hash(3));

  @Test
  void theWholeIsTheResultRoot() {
    assertThat(Evidence.item(RESULT, new Item.Whole())).isEqualTo(Evidence.resultRoot(RESULT));
  }

  @Test
  void aTurnHashCoversStateFuelOutputAndEffects() {
    var expected =
        Digests.sha256(
            HexFormat.of().parseHex("736f756b207475726e2031"),
            hash(1).bytes(),
            HexFormat.of().parseHex("0000010000000002"),
            hash(3).bytes(),
            hash(4).bytes());

    assertThat(Evidence.turnHash(hash(1), new Fuel((1L << 40) + 2), hash(3), hash(4)))
        .isEqualTo(expected);
  }

  @Test
  void aCheckpointIsWhereItsTraceCanBeGoneOnFrom() {
    var turn = Evidence.turnHash(hash(1), new Fuel(5), hash(3), hash(4));
    var trace = List.of(hash(7), hash(8), turn);

    var checkpoint =
        new JobCheckpoint(
            hash(9), 0, 3, Evidence.before(trace), hash(1), new Fuel(5), hash(3), hash(4));

    assertThat(Evidence.resumePoint(checkpoint))
        .isEqualTo(Evidence.resumePoint(trace))
        .isEqualTo(
            Digests.keccak256(
                Digests.keccak256(hash(7).bytes(), hash(8).bytes()).bytes(), turn.bytes()));
    assertThat(Evidence.resumePoint(List.of(hash(8), hash(7), turn)))
        .isNotEqualTo(Evidence.resumePoint(trace));
  }

  @Test
  void noItemReadsAsZero() {
    var bare = result(0, new ExitStatus.Exited(0), 0);

    assertThat(everyItem()).noneMatch(item -> Evidence.item(bare, item).isZero());
  }

  @Test
  void noTwoItemsReadTheSame() {
    var findings = new HashSet<Hash>();

    assertThat(everyItem()).allMatch(item -> findings.add(Evidence.item(RESULT, item)));
  }

  @Test
  void everyPartOfAResultIsAnItemOfItsOwn() {
    assertThat(differences(result(9, new ExitStatus.Exited(0), 5, hash(2), hash(3))))
        .containsExactly(new Item.Output());
    assertThat(differences(result(1, new ExitStatus.Trapped(), 5, hash(2), hash(3))))
        .containsExactly(new Item.Exit());
    assertThat(differences(result(1, new ExitStatus.Exited(0), 6, hash(2), hash(3))))
        .containsExactly(new Item.FuelUsed());
  }

  @Test
  void aWrongTurnShowsInEveryFieldAndInEveryTurnFromThereOn() {
    var other = differences(result(1, new ExitStatus.Exited(0), 5, hash(2), hash(4)));
    var shorter = differences(result(1, new ExitStatus.Exited(0), 5, hash(2)));

    var expected = everyItem().filter(item -> !item.equals(new Item.Whole()));
    assertThat(other)
        .isEqualTo(shorter)
        .isEqualTo(expected.filter(item -> !item.equals(new Item.Turn(0))).toList());
  }

  private static List<Item> differences(Result other) {
    return everyItem()
        .filter(item -> !Evidence.item(other, item).equals(Evidence.item(RESULT, item)))
        .filter(item -> !item.equals(new Item.Whole()))
        .toList();
  }

  private static Stream<Item> everyItem() {
    return IntStream.concat(IntStream.range(0, 6), IntStream.range(16, 80)).mapToObj(Item::of);
  }

  private static Result result(int output, ExitStatus status, long fuel, Hash... trace) {
    return new Result(
        hash(output), hash(output), status, new Fuel(fuel), Hash.ZERO, List.of(trace));
  }

  private static Hash hash(int number) {
    return Digests.sha256(new byte[] {(byte) number});
  }
}
