package souk.market.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.SignedCheckpoint;
import souk.client.api.StateRequest;
import souk.client.turn.TurnParcel;
import souk.market.api.StateDesk.Answer;
import souk.market.api.StateDesk.Receipt;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.AgentInput;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;
import souk.settlement.keys.AccountKey;

@InEveryJournal
class StateKeeperTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AccountKey PROVIDER = AccountKey.random(RANDOM);
  private static final AccountKey NEXT = AccountKey.random(RANDOM);
  private static final MarketDomain DOMAIN = new MarketDomain(31_337, Address.ZERO);
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Hash JOB = DOMAIN.separator();

  /** Exports {@code turn}, which counts in its memory and pays that much. */
  private static final byte[] AGENT =
      HexFormat.of()
          .parseHex(
              "0061736d01000000010a0260027f7f017f600000020c0104736f756b0370"
                  + "61790000030201010503010001071102066d656d6f72790200047475726e"
                  + "00010a1b01190041c00041c0002d000041016a3a0000410041c00010001a0b");

  private static final List<Reached> TURNS = turns();

  /** A turn as its provider has it. */
  private record Reached(Place place, Delta delta) {}

  private final FakeFacts facts = new FakeFacts();
  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;
  private Journal journal;
  private StateKeeper keeper;

  StateKeeperTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void open() {
    place = places.fresh(directory);
    start();
    facts.runs(PROVIDER.address(), 0);
  }

  private void start() {
    journal = Journal.open(place);
    keeper = keeper(new StateStore(journal));
  }

  private StateKeeper keeper(StateStore store) {
    return new StateKeeper(NodeSecret.in(journal, RANDOM), DOMAIN, store, facts);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void foldsTurnsIntoTheWholeStateForTheProviderThatIsAsked() throws InterruptedException {
    for (var turns = 1; turns <= 3; turns++) {
      assertThat(hand(turns, turns - 1)).isEqualTo(new Receipt.Kept());
    }
    facts.asks(NEXT.address(), 1);

    assertThat(keeper.state(request(NEXT, 1, 3)))
        .isInstanceOfSatisfying(
            Answer.Handed.class,
            handed ->
                assertThat(
                        TurnParcel.decode(handed.parcel().toArray())
                            .open(Optional.empty(), handed.signed().checkpoint()))
                    .isEqualTo(TURNS.get(2).place()));
  }

  @Test
  void outlivesItsProcess() throws InterruptedException {
    hand(1, 0);
    var key = keeper.sealingKey();
    journal.close();

    start();

    assertThat(keeper.sealingKey()).isEqualTo(key);
    assertThat(hand(2, 1)).isEqualTo(new Receipt.Kept());
    assertThat(keeper.state(request(PROVIDER, 0, 2))).isInstanceOf(Answer.Handed.class);
  }

  @Test
  void handsNothingToAnybodyElse() throws InterruptedException {
    hand(1, 0);
    facts.asks(NEXT.address(), 1);
    var verifier = AccountKey.random(RANDOM);

    assertThat(keeper.state(request(verifier, 1, 1))).isInstanceOf(Answer.Denied.class);
    assertThat(keeper.state(request(NEXT, 2, 1))).isInstanceOf(Answer.Denied.class);
    var forged = request(verifier, 1, 1);
    assertThat(
            keeper.state(
                new StateRequest(JOB, 1, 1, NEXT.address(), forged.expiry(), forged.signature())))
        .isInstanceOf(Answer.Denied.class);
    assertThat(keeper.state(request(NEXT, 1, 1, NOW))).isInstanceOf(Answer.Denied.class);
    assertThat(keeper.state(request(NEXT, 1, 1, NOW.plusSeconds(601))))
        .isInstanceOf(Answer.Denied.class);
    assertThat(keeper.state(request(NEXT, 1, 2))).isEqualTo(new Answer.Missing());
  }

  @Test
  void takesNothingFromWhoDoesNotRunTheJob() {
    var stranger = AccountKey.random(RANDOM);
    var turn = TURNS.getFirst();

    assertThat(keeper.admit(signed(stranger, turn.place(), 0)))
        .isInstanceOf(Receipt.Unsigned.class);
    assertThat(keeper.admit(signed(PROVIDER, turn.place(), 1))).isInstanceOf(Receipt.Refused.class);
  }

  @Test
  void takesNoStateButTheOneThatWasSigned() throws InterruptedException {
    var other = TURNS.get(1).place();
    var signed = signed(PROVIDER, TURNS.getFirst().place(), 0);

    var wrongState =
        new TurnParcel(0, TURNS.getFirst().place().checkpoint(), TurnParcel.whole(other).delta());
    assertThat(hand(signed, wrongState))
        .isEqualTo(new Receipt.Refused("the turn's state is not the one that was signed"));
    assertThat(hand(signed, TurnParcel.whole(other)))
        .isEqualTo(new Receipt.Refused("the turn is not the one that was signed"));
    assertThat(keeper.take(signed, new byte[500])).isInstanceOf(Receipt.Refused.class);
    assertThat(keeper.state(request(PROVIDER, 0, 1))).isEqualTo(new Answer.Missing());
  }

  @Test
  void asksForTheWholeStateIfTheTurnBeforeIsNotHere() throws InterruptedException {
    assertThat(hand(3, 2))
        .isEqualTo(new Receipt.Refused("turn 2 is not here: hand in the whole state"));
    assertThat(hand(3, 0)).isEqualTo(new Receipt.Kept());
  }

  @Test
  void keepsTheStateOfTheCheckpointOnChainBesideTheNewest() throws InterruptedException {
    var room = 3L * TurnParcel.whole(TURNS.getLast().place()).encode().orElseThrow().length;
    keeper = keeper(new StateStore(journal, room));
    hand(1, 0);
    facts.landed = OptionalInt.of(1);
    for (var turns = 2; turns <= 5; turns++) {
      hand(turns, turns - 1);
    }

    assertThat(keeper.state(request(PROVIDER, 0, 1))).isInstanceOf(Answer.Handed.class);
    assertThat(keeper.state(request(PROVIDER, 0, 2))).isEqualTo(new Answer.Missing());
    for (var turns = 3; turns <= 5; turns++) {
      assertThat(keeper.state(request(PROVIDER, 0, turns))).isInstanceOf(Answer.Handed.class);
    }
  }

  @Test
  void keepsEveryTurnThatThereIsRoomFor() throws InterruptedException {
    for (var turns = 1; turns <= TURNS.size(); turns++) {
      hand(turns, turns - 1);
    }

    assertThat(keeper.state(request(PROVIDER, 0, 1))).isInstanceOf(Answer.Handed.class);
  }

  @Test
  void findsTheTurnThatWasSignedSo() throws InterruptedException {
    hand(1, 0);
    var signed = signed(PROVIDER, TURNS.getFirst().place(), 0);

    assertThat(keeper.turn(signed).map(KeptTurn::signed)).contains(signed);
    assertThat(keeper.turn(signed(NEXT, TURNS.getFirst().place(), 0))).isEmpty();
  }

  @Test
  void letsGoOfAJobThatIsOver() throws InterruptedException {
    hand(1, 0);
    keeper.tidy();
    assertThat(keeper.state(request(PROVIDER, 0, 1))).isInstanceOf(Answer.Handed.class);

    facts.asks(NEXT.address(), 1);
    facts.isLive = false;
    keeper.tidy();

    assertThat(keeper.state(request(NEXT, 1, 1))).isEqualTo(new Answer.Missing());
  }

  private Receipt hand(int turns, int base) throws InterruptedException {
    var turn = TURNS.get(turns - 1);
    var parcel =
        base == 0
            ? TurnParcel.whole(turn.place())
            : new TurnParcel(base, turn.place().checkpoint(), turn.delta());
    return hand(signed(PROVIDER, turn.place(), 0), parcel);
  }

  private Receipt hand(SignedCheckpoint signed, TurnParcel parcel) throws InterruptedException {
    var bytes = parcel.encode().orElseThrow();
    return keeper.take(signed, Ecies.seal(keeper.sealingKey(), JOB, bytes, RANDOM));
  }

  private static SignedCheckpoint signed(AccountKey by, Place place, int attempt) {
    var claim = TurnParcel.claim(JOB, attempt, place.checkpoint());
    return new SignedCheckpoint(claim, by.sign(DOMAIN.checkpointDigest(claim)));
  }

  private static StateRequest request(AccountKey by, int attempt, int turns) {
    return request(by, attempt, turns, NOW.plusSeconds(60));
  }

  private static StateRequest request(AccountKey by, int attempt, int turns, Instant expiry) {
    var digest = DOMAIN.stateRequestDigest(JOB, attempt, turns, by.address(), expiry);
    return new StateRequest(JOB, attempt, turns, by.address(), expiry, by.sign(digest));
  }

  private static List<Reached> turns() {
    var input = AgentInputCodec.encode(new AgentInput(new Fuel(10_000), Amount.ZERO, List.of()));
    var job =
        new AgentJob(
            Invocation.of(Bytes.of(AGENT), Bytes.of(input)),
            Limits.of(new Fuel(1_000_000), 4),
            6,
            NOW);
    var turns = new ArrayList<Reached>();
    new AgentRunner(EndiveEngine.interpreted())
        .run(
            job,
            (now, delta, state) ->
                turns.add(new Reached(new Place(now, state.snapshot()), delta.orElseThrow())));
    return turns;
  }

  /** One job, as the chain and the node's own questions have it. */
  private static final class FakeFacts implements Facts {
    private Optional<Address> runner = Optional.empty();
    private Optional<Address> asked = Optional.empty();
    private int attempt;
    private boolean isLive = true;
    private OptionalInt landed = OptionalInt.empty();

    void runs(Address provider, int inAttempt) {
      runner = Optional.of(provider);
      asked = Optional.empty();
      attempt = inAttempt;
    }

    void asks(Address provider, int forAttempt) {
      runner = Optional.empty();
      asked = Optional.of(provider);
      attempt = forAttempt;
    }

    @Override
    public Optional<Address> runner(Hash jobId, int inAttempt) {
      return runner.filter(_ -> jobId.equals(JOB) && inAttempt == attempt);
    }

    @Override
    public boolean isAsked(Address provider, Hash jobId, int forAttempt) {
      return asked.filter(provider::equals).isPresent()
          && jobId.equals(JOB)
          && forAttempt == attempt;
    }

    @Override
    public boolean isLive(Hash jobId) {
      return isLive;
    }

    @Override
    public OptionalInt landedTurns(Hash jobId) {
      return landed;
    }

    @Override
    public Optional<Instant> blockTime() {
      return Optional.of(NOW);
    }
  }
}
