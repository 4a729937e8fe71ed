package souk.verifier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.CLAIM;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.RESULT;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.address;
import static souk.verifier.node.Fixtures.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.JurySnapshot;
import souk.settlement.chain.Seat;

/** Worked by hand from Verdict.sol: r = 1,000, a seat locks 8,000, S = 20,000. */
class AppealStakesTest {
  private static final Hash OURS = Evidence.item(RESULT, new Item.Exit());
  private static final Hash THEIRS = Digests.keccak256(new byte[] {9});
  private static final Address SOMEBODY = address(77);
  private static final Amount BOND = Amount.of(5_000);
  private static final List<Integer> SEATS = List.of(3, 7, 31);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // right and wrong votes in the first and second round; saved, earned; what the next costs
    "outsider; all wrong,                  false, false, 0, 3, 0, 0,     0, 17000, true",
    "outsider; one right,                  false, false, 1, 2, 0, 0,     0,  8000, true",
    "outsider; nobody voted,               false, false, 0, 0, 0, 0,     0,     0, false",
    "outsider; the second round is wrong,  false, false, 3, 0, 0, 7,     0, 22000, false",
    "challenger; all wrong,                true,  false, 0, 3, 0, 0,  5000, 24000, true",
    "challenger; nobody voted,             true,  false, 0, 0, 0, 0,  5000,  4550, true",
    "challenger; the second round is wrong,true,  false, 3, 0, 0, 7,  5000, 29000, true",
    "juror; alone right,                   false, true,  1, 2, 0, 0,  8000,  9000, true",
    "juror; the second round is wrong,     false, true,  3, 0, 0, 7,  8000, 23000, false",
  })
  void weighsWhatARightVerdictBrings(
      String who,
      boolean challenges,
      boolean sits,
      int right,
      int wrong,
      int rightThen,
      int wrongThen,
      long saved,
      long earned,
      boolean pays) {
    var round = rightThen + wrongThen == 0 ? 0 : 1;
    var seats = new ArrayList<>(seats(0, right, wrong, sits ? SELF : SOMEBODY));
    seats.addAll(seats(1, rightThen, wrongThen, SOMEBODY));
    var standing = wrong + wrongThen == 0 ? Hash.ZERO : THEIRS;

    var stakes = stakes(round, standing, challenges ? SELF : SOMEBODY, seats).orElseThrow();

    assertThat(stakes).as(who).isEqualTo(new AppealStakes(Amount.of(saved), Amount.of(earned)));
    assertThat(stakes.pays(Amount.of(1_000L * SEATS.get(round + 1)))).isEqualTo(pays);
  }

  @Test
  void neverAppealsAgainstItsOwnFindingNorTheLastRound() {
    assertThat(stakes(0, OURS, SELF, List.of())).isEmpty();
    assertThat(stakes(2, THEIRS, SELF, List.of())).isEmpty();
  }

  private static Optional<AppealStakes> stakes(
      int round, Hash standing, Address challenger, List<Seat> seats) {
    var jury =
        new JurySnapshot(
            new JuryState.Appealable(NOW.plusSeconds(5)), round, Amount.of(8_000), standing, seats);
    var claim =
        new ClaimSnapshot(
            CLAIM,
            ClaimSnapshot.Status.OPEN,
            false,
            new Item.Exit(),
            Optional.of(challenger),
            BOND,
            THEIRS,
            OURS,
            Hash.ZERO,
            jury);
    JobSnapshot job = job(new JobState.Disputed(NOW.plusSeconds(60)), 0, List.of(), List.of(claim));
    return AppealStakes.of(job, claim, RESULT, SELF);
  }

  private static List<Seat> seats(int round, int right, int wrong, Address first) {
    return IntStream.range(0, right + wrong)
        .mapToObj(
            i ->
                new Seat(
                    i,
                    i == 0 ? first : SOMEBODY,
                    Seat.Status.REVEALED,
                    round,
                    prefix(i < right ? OURS : THEIRS)))
        .toList();
  }

  private static HashPrefix prefix(Hash hash) {
    return HashPrefix.of(Arrays.copyOf(hash.bytes(), 31));
  }
}
