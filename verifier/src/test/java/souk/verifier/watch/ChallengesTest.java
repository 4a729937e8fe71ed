package souk.verifier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.CLAIM;
import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.RESULT;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.hash;
import static souk.verifier.node.Fixtures.head;
import static souk.verifier.watch.Watched.REVEALED;
import static souk.verifier.watch.Watched.WRONG;
import static souk.verifier.watch.Watched.indexed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.JurySnapshot;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;
import souk.settlement.tx.TxOutcome;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/** Each {@code sees} is a verifier started anew over the journal that a kill left. */
class ChallengesTest {
  private static final Item EXIT = new Item.Exit();
  private static final Amount BOND = Amount.of(1_000);
  private static final ClaimCall CHALLENGE =
      new ClaimCall.Challenge(JOB, WRONG, EXIT, Evidence.item(RESULT, EXIT));

  @TempDir private Path directory;
  private final Map<String, Call> sent = new LinkedHashMap<>();
  private Amount balance = Amount.of(10_000);

  @BeforeEach
  void accuse() {
    try (var file = open()) {
      VerifierJournal.in(file).keep(JOB, RESULT);
      WatchJournal.in(file).accuse(JOB, 0, EXIT);
    }
  }

  @Test
  void makesTheChallengeItHadDecidedOnOnceHoweverOftenItIsKilled() {
    sees(indexed(REVEALED), 1, BOND);
    sees(indexed(REVEALED), 2, BOND);

    assertThat(sent.values()).containsExactly(CHALLENGE);
  }

  @Test
  void countsTheBondBeforeItPutsItUp() {
    balance = Amount.ZERO;

    sees(indexed(REVEALED), 1, BOND);

    assertThat(sent.values()).noneMatch(ClaimCall.class::isInstance);
    assertThat(atRisk()).isEqualTo(BOND);
  }

  @Test
  void risksNoMoreThanItsOperatorAllows() {
    sees(indexed(REVEALED), 1, Amount.of(BOND.units().longValueExact() - 1));

    assertThat(sent).isEmpty();
    assertThat(atRisk()).isEqualTo(Amount.ZERO);
  }

  @Test
  void leavesAnItemToWhoWasFirst() {
    sees(indexed(Watched.challenged()), 1, BOND);

    assertThat(sent).isEmpty();
    assertThat(accusations()).isZero();
  }

  @Test
  void givesUpWhenTheWindowIsOver() {
    sees(indexed(new JobState.Revealed(NOW.plusSeconds(3))), 4, BOND);

    assertThat(sent).isEmpty();
    assertThat(accusations()).isZero();
  }

  @Test
  void followsItsClaimUntilItIsPaidOut() {
    sees(indexed(REVEALED), 1, BOND);
    sent.clear();

    var decided = indexed(Watched.disputedBy(own(new JuryState.Appealable(NOW), false)));
    sees(decided, 4, BOND);
    assertThat(atRisk()).isEqualTo(BOND);
    assertThat(sent.values()).containsExactly(new ClaimCall.AdvanceJuries(List.of(CLAIM)));

    sees(indexed(Watched.disputedBy(own(new JuryState.Closed(), true))), 6, BOND);
    assertThat(atRisk()).isEqualTo(Amount.ZERO);
    assertThat(accusations()).isZero();
  }

  private static ClaimSnapshot own(JuryState jury, boolean closed) {
    return new ClaimSnapshot(
        CLAIM,
        closed ? ClaimSnapshot.Status.UPHELD : ClaimSnapshot.Status.OPEN,
        closed,
        EXIT,
        Optional.of(SELF),
        BOND,
        hash(41),
        Evidence.item(RESULT, EXIT),
        Hash.ZERO,
        new JurySnapshot(jury, 0, Amount.of(8_000), Hash.ZERO, List.of()));
  }

  /** At that block and the next two, as long as exits are left to others. */
  private void sees(IndexedJob job, long block, Amount most) {
    try (var file = open()) {
      var journal = WatchJournal.in(file);
      var log = new WatchLog(6);
      var pursuits = new Pursuits(this::submit);
      var challenges =
          new Challenges(
              SELF,
              VerifierJournal.in(file),
              journal,
              _ -> BOND,
              new Risk(journal, most, log),
              new Payments(this::owner, pursuits, log::failed),
              pursuits,
              new OverdueExits(2, pursuits),
              log);
      for (var at = block; at < block + 3; at++) {
        challenges.atBlock(head(at), _ -> Optional.of(job));
      }
    }
  }

  private TxOutcome submit(String key, Call call) {
    sent.putIfAbsent(key, call);
    return new TxOutcome.Pending();
  }

  private AccountSnapshot owner() {
    return new AccountSnapshot(SELF, Amount.of(1), Amount.of(10_000), Amount.ZERO, balance);
  }

  private Amount atRisk() {
    try (var file = open()) {
      return WatchJournal.in(file).atRisk();
    }
  }

  private int accusations() {
    try (var file = open()) {
      return WatchJournal.in(file).accusations().size();
    }
  }

  private Journal open() {
    return Journal.open(directory.resolve("verifier.db"));
  }
}
