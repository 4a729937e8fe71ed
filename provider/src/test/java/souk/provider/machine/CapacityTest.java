package souk.provider.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

class CapacityTest {
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void neitherProcessorsNorMemoryAreExceeded() {
    assertThat(capacity(OptionalInt.of(2), Optional.empty()).slots(8, 4096)).isEqualTo(2);
    assertThat(capacity(OptionalInt.empty(), Optional.of(GIBIBYTE)).slots(8, 4096)).isEqualTo(2);
    assertThat(capacity(OptionalInt.empty(), Optional.empty()).slots(8, 4096)).isEqualTo(8);
  }

  @Test
  void saysWhenNotEvenOneJobFits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> capacity(OptionalInt.empty(), Optional.of(GIBIBYTE)).slots(1, 16_384))
        .withMessageContaining("needs 1216 MiB");
  }

  @Test
  void aProposalFitsTheMachineItIsFor() {
    for (var processors = 1; processors <= 64; processors *= 2) {
      for (var gibibytes = 1; gibibytes <= 512; gibibytes *= 2) {
        var memory = gibibytes * GIBIBYTE;
        var proposal = Proposal.of(processors, memory, new Fuel(987_654_321));

        assertThat(proposal.slots()).isBetween(1, processors);
        assertThat(
                capacity(OptionalInt.of(processors), Optional.of(memory))
                    .slots(proposal.slots(), proposal.maxPages()))
            .isEqualTo(proposal.slots());
      }
    }
  }

  @Test
  void aProposalPromisesAThirdOfWhatWasMeasured() {
    var proposal = Proposal.of(4, 8 * GIBIBYTE, new Fuel(987_654_321));

    assertThat(proposal.fuelPerSecond()).isEqualTo(new Fuel(320_000_000));
    assertThat(proposal.slots()).isEqualTo(3);
    assertThat(proposal.maxPages()).isEqualTo(16_384);
  }

  @Test
  void aProposedJobsStakeFitsTheBond() {
    var speed = new Fuel(320_000_000);
    var price = Price.of(2_000_000);

    var fuel = Proposal.maxFuel(speed, price, 20, Amount.of(600_000_000), 2);

    // 300 tokens a slot, 24 times 2 tokens a Gfuel.
    assertThat(fuel).isEqualTo(new Fuel(6_200_000_000L));
    assertThat(price.escrowFor(fuel).times(20L * 2)).isLessThan(Amount.of(600_000_000));
  }

  @Test
  void withStakeEnoughAProposedJobTakesAnHour() {
    var fuel =
        Proposal.maxFuel(
            new Fuel(320_000_000), Price.of(1), 20, Amount.of(600_000_000).times(1_000), 1);

    assertThat(fuel).isEqualTo(new Fuel(1_100_000_000_000L));
  }

  private static Capacity capacity(OptionalInt cpus, Optional<Long> memory) {
    return new Capacity(cpus, memory);
  }
}
