package souk.verifier.account;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.CLAIM;
import static souk.verifier.node.Fixtures.DEPLOYMENT;
import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.address;
import static souk.verifier.node.Fixtures.hash;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.evidence.Item;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.LogPosition;

class AccountingTest {
  private static final LogPosition HERE = new LogPosition(1, Hash.ZERO, Hash.ZERO, 0);
  private static final Address OTHER = address(66);
  private final List<ChainEvent> events = new ArrayList<>();

  @Test
  void anAuditPaysRewardsAndWhatIsBeyondThemIsAFindersShare() {
    audit(SELF, 100, 0);
    audit(OTHER, 100, 0);
    audit(SELF, 0, 16);
    paid(DEPLOYMENT.court().audits(), SELF, 100);
    paid(DEPLOYMENT.court().audits(), OTHER, 100);
    paid(DEPLOYMENT.court().audits(), SELF, 750);

    assertThat(accounting().rewards()).isEqualTo(Amount.of(100));
    assertThat(accounting().findersShares()).isEqualTo(Amount.of(750));
    assertThat(accounting().lostLocks()).isEqualTo(Amount.of(16));
    assertThat(accounting().profit()).isEqualTo(BigInteger.valueOf(834));
  }

  @Test
  void aBondIsOutUntilItsClaimIsPaidOut() {
    opened(CLAIM, SELF, 1_000);
    opened(hash(2), SELF, 500);
    opened(hash(3), OTHER, 9);
    assertThat(accounting().bondsOut()).isEqualTo(Amount.of(1_500));

    closed(CLAIM, 1_000, 70);
    closed(hash(2), 20, 0);
    closed(hash(3), 9, 9);

    assertThat(accounting().out()).isEqualTo(Amount.ZERO);
    assertThat(accounting().findersShares()).isEqualTo(Amount.of(70));
    assertThat(accounting().lostBonds()).isEqualTo(Amount.of(480));
  }

  @Test
  void eachRoundItPaidForComesBackOrNot() {
    appealed(SELF, 1, 7);
    appealed(SELF, 2, 31);
    assertThat(accounting().appealsOut()).isEqualTo(Amount.of(38));

    events.add(new ClaimEvent.AppealClosed(HERE, CLAIM, SELF, Amount.of(2), Amount.ZERO));
    assertThat(accounting().appealsOut()).isEqualTo(Amount.of(31));
    events.add(new ClaimEvent.AppealClosed(HERE, CLAIM, SELF, Amount.of(31), Amount.of(17)));

    assertThat(accounting().appealsOut()).isEqualTo(Amount.ZERO);
    assertThat(accounting().lostAppeals()).isEqualTo(Amount.of(5));
    assertThat(accounting().appealGains()).isEqualTo(Amount.of(17));
  }

  @Test
  void aJurorEarnsOrLosesItsLock() {
    events.add(new ClaimEvent.JurorClosed(HERE, CLAIM, SELF, Amount.of(4), Amount.ZERO));
    events.add(new ClaimEvent.JurorClosed(HERE, hash(2), SELF, Amount.ZERO, Amount.of(32)));
    events.add(new ClaimEvent.JurorClosed(HERE, hash(2), OTHER, Amount.of(4), Amount.of(9)));

    assertThat(accounting().rewards()).isEqualTo(Amount.of(4));
    assertThat(accounting().lostLocks()).isEqualTo(Amount.of(32));
  }

  @Test
  void aFeeIsGoneOnlyWhenTheChunkWasShown() {
    demanded(hash(1), SELF, 10);
    demanded(hash(2), SELF, 10);
    demanded(hash(3), OTHER, 10);
    assertThat(accounting().demandsOut()).isEqualTo(Amount.of(20));

    events.add(new DemandEvent.ChunkAnswered(HERE, hash(1), 0, 1));
    events.add(new DemandEvent.DemandClosed(HERE, hash(2), true));
    events.add(new DemandEvent.ChunkAnswered(HERE, hash(3), 0, 1));

    assertThat(accounting().demandsOut()).isEqualTo(Amount.ZERO);
    assertThat(accounting().demandFees()).isEqualTo(Amount.of(10));
  }

  private Accounting accounting() {
    return Accounting.of(events, SELF, DEPLOYMENT.court());
  }

  private void audit(Address verifier, long earned, long lost) {
    events.add(new AuditEvent.SeatClosed(HERE, JOB, verifier, Amount.of(earned), Amount.of(lost)));
  }

  private void paid(Address court, Address account, long amount) {
    events.add(new ChainEvent.Paid(HERE, court, account, Amount.of(amount)));
  }

  private void opened(Hash claim, Address challenger, long bond) {
    events.add(
        new ClaimEvent.ClaimOpened(
            HERE,
            claim,
            JOB,
            Optional.of(challenger),
            0,
            new Item.Output(),
            hash(8),
            hash(9),
            Amount.of(bond)));
  }

  private void closed(Hash claim, long returned, long gained) {
    events.add(
        new ClaimEvent.ClaimClosed(
            HERE, claim, Amount.ZERO, Amount.of(returned), Amount.of(gained), Amount.ZERO));
  }

  private void appealed(Address appellant, int round, long funding) {
    events.add(new ClaimEvent.Appealed(HERE, CLAIM, appellant, round, Amount.of(funding)));
  }

  private void demanded(Hash demand, Address demander, long fee) {
    events.add(
        new DemandEvent.ChunkDemanded(
            HERE, demand, JOB, demander, 0, BlobRole.INPUT, 0, Amount.of(fee), NOW));
  }
}
