package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.StateRequest;
import souk.client.market.HandedState;
import souk.client.market.MarketException;
import souk.client.run.JobRunner;
import souk.client.run.Preparation;
import souk.client.turn.TurnParcel;
import souk.protocol.codec.Evidence;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Place;
import souk.settlement.chain.Leg;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;

class ResumptionsTest {
  private static final AttemptId BEFORE = new AttemptId(Fixtures.hash(1), 0);
  private static final AttemptId ID = new AttemptId(Fixtures.hash(1), 1);
  private static final AccountKey KEY = AccountKey.random(new SecureRandom());
  private static final TurnSigner SIGNER = new TurnSigner(Fixtures.DOMAIN, KEY);
  private static final List<Place> PLACES = places();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<Integer, HandedState> kept = new HashMap<>();
  private final List<StateRequest> asked = new ArrayList<>();
  @TempDir private Path directory;
  private Journal journal;
  private TurnJournal turns;
  private Resumptions resumptions;

  @BeforeEach
  void open() {
    journal = Journal.open(directory.resolve("provider.db"));
    turns = TurnJournal.in(journal);
    var log = new ProviderLog(6);
    var nodes =
        List.<Function<StateRequest, Optional<HandedState>>>of(
            _ -> {
              throw new MarketException("not today", true);
            },
            this::answer);
    resumptions =
        new Resumptions(
            new HandedStates(nodes, Fixtures.DOMAIN, KEY, () -> Fixtures.NOW, log),
            turns,
            PATIENCE,
            log);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void beginsWhereTheLastLegEndedIfItsStateIsHandedOver() {
    keep(2);
    keep(4);

    var point = prepareAt(Fixtures.NOW, leg(2), leg(4));

    assertThat(point).contains(leg(4).point());
    assertThat(turns.place(ID)).contains(place(4));
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().turns()).isEqualTo(4);
  }

  @Test
  void beginsAtAnEarlierLegIfTheLastOnesStateIsWithheld() {
    keep(2);

    assertThat(prepare(leg(2), leg(4))).isEqualTo(leg(2).point());
    assertThat(turns.place(ID)).contains(place(2));
  }

  @Test
  void waitsForANodeThatHandsOverTheLastLegsState() {
    keep(2);
    assertThat(prepareAt(Fixtures.NOW, leg(2), leg(4))).isEmpty();
    assertThat(prepareAt(Fixtures.NOW.plus(PATIENCE).minusMillis(1), leg(4))).isEmpty();

    keep(4);

    assertThat(prepareAt(Fixtures.NOW.plusSeconds(1), leg(2), leg(4))).contains(leg(4).point());
  }

  @Test
  void countsTheWaitFromWhenTheJobIsOpenAgain() {
    var job = Fixtures.relayed();
    var id = new AttemptId(job.id(), job.attempt());
    var indexed = new IndexedJob(job.id(), Agents.SPEC, job, Optional.empty(), Optional.empty());
    resumptions.atBlock(Fixtures.head(0), List.of(indexed));
    resumptions.atBlock(Fixtures.head(1), List.of(indexed));
    var end = Fixtures.head(0).time().plus(PATIENCE);

    assertThat(resumptions.prepare(id, Agents.SPEC, invocation(), List.of(leg(2)), end))
        .contains(Hash.ZERO);
    resumptions.atBlock(Fixtures.head(2), List.of());
    assertThat(resumptions.prepare(id, Agents.SPEC, invocation(), List.of(leg(2)), end)).isEmpty();
  }

  @Test
  void beginsAtTheStartIfNobodyHandsAnythingOver() {
    turns.begin(ID, place(3));

    assertThat(prepare(leg(2))).isEqualTo(Hash.ZERO);
    assertThat(turns.place(ID)).isEmpty();
  }

  @Test
  void takesNoStateButTheOneTheLegEndedWith() {
    kept.put(4, handed(place(4), place(3)));
    assertThat(prepare(leg(4))).isEqualTo(Hash.ZERO);

    kept.put(4, handed(place(3), place(3)));
    assertThat(prepare(leg(4))).isEqualTo(Hash.ZERO);

    kept.put(4, new HandedState(SIGNER.sign(BEFORE, place(4).checkpoint()), Bytes.EMPTY));
    assertThat(prepare(leg(4))).isEqualTo(Hash.ZERO);
  }

  @Test
  void takesNoTraceThatPassesAnEarlierLegBy() {
    keep(4);
    var elsewhere =
        new Leg(
            Fixtures.hash(9),
            Fixtures.OTHER,
            Price.of(1),
            2,
            Fixtures.MARKET_NODE,
            place(2).checkpoint().fuelUsed(),
            Amount.ZERO,
            Amount.ZERO);

    assertThat(prepare(elsewhere, leg(4))).isEqualTo(Hash.ZERO);
  }

  @Test
  void takesNoStateOfAnotherJob() {
    keep(4);
    var other = Invocation.of(Bytes.utf8("another"), Bytes.EMPTY);

    var later = Fixtures.NOW.plus(PATIENCE);
    assertThat(resumptions.prepare(ID, Agents.SPEC, other, List.of(leg(4)), Fixtures.NOW))
        .isEmpty();
    assertThat(resumptions.prepare(ID, Agents.SPEC, other, List.of(leg(4)), later))
        .contains(Hash.ZERO);
  }

  @Test
  void goesOnBehindItsOwnTurnsWithoutAskingAnybody() {
    turns.begin(ID, place(3));

    assertThat(resumptions.place(ID, List.of(leg(2)))).contains(place(3));
    assertThat(asked).isEmpty();
  }

  @Test
  void fetchesTheStateAgainIfTheJournalWasLost() {
    keep(2);

    assertThat(resumptions.place(ID, List.of(leg(2)))).contains(place(2));
    assertThat(turns.place(ID)).contains(place(2));
  }

  @Test
  void neverBeginsAtTheStartWhatItPromisedToGoOnWith() {
    assertThatThrownBy(() -> resumptions.place(ID, List.of(leg(2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no market node hands over the state behind turn 2");
    assertThat(resumptions.place(ID, List.of())).isEmpty();
  }

  /** What a promise names once no node is waited for any more. */
  private Hash prepare(Leg... legs) {
    prepareAt(Fixtures.NOW, legs);
    return prepareAt(Fixtures.NOW.plus(PATIENCE), legs).orElseThrow();
  }

  private Optional<Hash> prepareAt(Instant now, Leg... legs) {
    return resumptions.prepare(ID, Agents.SPEC, invocation(), List.of(legs), now);
  }

  private static Invocation invocation() {
    return ((Preparation.Ready)
            new JobRunner(Agents.SOURCES, new DyingEngine()).prepare(Agents.SPEC))
        .invocation();
  }

  private void keep(int number) {
    kept.put(number, handed(place(number), place(number)));
  }

  private static HandedState handed(Place signed, Place state) {
    return new HandedState(
        SIGNER.sign(BEFORE, signed.checkpoint()),
        Bytes.of(TurnParcel.whole(state).encode().orElseThrow()));
  }

  private Optional<HandedState> answer(StateRequest request) {
    asked.add(request);
    return Optional.ofNullable(kept.get(request.turns()));
  }

  private static Place place(int number) {
    return PLACES.get(number - 1);
  }

  private static Leg leg(int number) {
    Checkpoint checkpoint = place(number).checkpoint();
    return new Leg(
        Evidence.resumePoint(checkpoint.trace()),
        Fixtures.OTHER,
        Price.of(1),
        number,
        Fixtures.MARKET_NODE,
        checkpoint.fuelUsed(),
        Amount.ZERO,
        Amount.ZERO);
  }

  private static List<Place> places() {
    var places = new ArrayList<Place>();
    new JobRunner(Agents.SOURCES, new DyingEngine())
        .run(
            Agents.SPEC,
            Optional.empty(),
            (now, _, state) -> places.add(new Place(now, state.snapshot())));
    return places;
  }
}
