package souk.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class DifferenceTest {
  private static final Result RIGHT =
      new Result(
          hash(1),
          hash(2),
          new ExitStatus.Exited(0),
          new Fuel(9),
          hash(3),
          List.of(hash(4), hash(5), hash(6)));

  @Test
  void equalResultsDoNotDiffer() {
    assertThat(Difference.between(RIGHT, with(it -> it))).isEmpty();
  }

  @Test
  void theFirstWrongTurnComesBeforeAllThatFollowsFromIt() {
    var wrong =
        new Result(
            hash(9),
            hash(9),
            new ExitStatus.Trapped(),
            new Fuel(1),
            hash(9),
            List.of(hash(4), hash(8), hash(8)));

    assertThat(Difference.between(wrong, RIGHT))
        .contains(new Difference(new Item.Turn(1), hash(8).toString(), hash(5).toString()));
    assertThat(Difference.between(wrong, RIGHT).orElseThrow().what())
        .isEqualTo("the state after turn 2");
  }

  @Test
  void aTurnThatIsMissingIsADifferenceInTheirNumber() {
    var shorter = with(it -> it.subList(0, 2));

    assertThat(Difference.between(shorter, RIGHT))
        .contains(new Difference(new Item.TurnCount(), "2", "3"));
  }

  @Test
  void outputsDifferByTheirChunksToo() {
    var chunks =
        new Result(
            RIGHT.outputDigest(),
            hash(7),
            RIGHT.exitStatus(),
            RIGHT.fuelUsed(),
            RIGHT.effects(),
            RIGHT.trace());

    assertThat(Difference.between(chunks, RIGHT).orElseThrow().item()).isEqualTo(new Item.Output());
    assertThat(Difference.between(chunks, RIGHT).orElseThrow().claimed())
        .contains(hash(7).toString());
  }

  @Test
  void exitStatusEffectsAndFuelAreToldInWords() {
    assertThat(difference(new ExitStatus.OutOfFuel(), new Fuel(9), hash(3)))
        .isEqualTo(new Difference(new Item.Exit(), "out of fuel", "exited 0"));
    assertThat(difference(new ExitStatus.Exited(0), new Fuel(9), hash(8)).what())
        .isEqualTo("the effects");
    assertThat(difference(new ExitStatus.Exited(0), new Fuel(10), hash(3)))
        .isEqualTo(new Difference(new Item.FuelUsed(), "10", "9"));
  }

  private static Difference difference(ExitStatus status, Fuel fuel, Hash effects) {
    var claimed =
        new Result(
            RIGHT.outputDigest(), RIGHT.outputChunks(), status, fuel, effects, RIGHT.trace());
    return Difference.between(claimed, RIGHT).orElseThrow();
  }

  private static Result with(UnaryOperator<List<Hash>> trace) {
    return new Result(
        RIGHT.outputDigest(),
        RIGHT.outputChunks(),
        RIGHT.exitStatus(),
        RIGHT.fuelUsed(),
        RIGHT.effects(),
        trace.apply(RIGHT.trace()));
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[0] = (byte) number;
    return Hash.of(bytes);
  }
}
