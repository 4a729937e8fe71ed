package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.node.LastStateJournal;
import souk.client.run.JobRunner;
import souk.client.run.Run;
import souk.protocol.job.JobSpec;
import souk.provider.journal.AttemptId;
import souk.provider.journal.TurnJournal;
import souk.runtime.state.StateCodec;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;
import souk.settlement.keys.AccountKey;

/** Every run is of a provider that was just started, over the journal of the one before. */
@InEveryJournal
class AttemptRunnerTest {
  private static final AttemptId ID = new AttemptId(Fixtures.hash(1), 2);
  private static final LastStateJournal.Attempt KEPT =
      new LastStateJournal.Attempt(Fixtures.hash(1), 2);

  private final DyingEngine engine = new DyingEngine();
  private JobSpec spec = Agents.SPEC;
  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;

  AttemptRunnerTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void choosePlace() {
    place = places.fresh(directory);
  }

  @Test
  void goesOnBehindTheLastTurnAndComesToTheSame() {
    var whole = whole();
    for (var died = 0; died < Agents.TURNS; died++) {
      var id = new AttemptId(Fixtures.hash(1), died);
      engine.failsAt = died;
      assertThat(run(id)).isEqualTo(new Run.CannotRun("killed"));
      engine.failsAt = Integer.MAX_VALUE;
      engine.turns.set(0);

      assertThat(run(id)).isEqualTo(whole);
      assertThat(engine.turns).hasValue(Agents.TURNS - died);
    }
  }

  @Test
  void goesOnAgainAndAgain() {
    var whole = whole();
    engine.turns.set(0);
    for (var died = 1; died < Agents.TURNS; died++) {
      engine.failsAt = died;
      run(ID);
    }
    engine.failsAt = Integer.MAX_VALUE;

    assertThat(run(ID)).isEqualTo(whole);
    assertThat(engine.turns).hasValue(Agents.TURNS);
  }

  @Test
  void aTurnThatWasDamagedOnDiskIsRunAgain() {
    engine.failsAt = 3;
    run(ID);
    try (var journal = Journal.open(place)) {
      journal.transact(
          open -> open.update("update turn_delta set delta = ? where turns = 2", new byte[9]));
    }
    engine.failsAt = Integer.MAX_VALUE;
    engine.turns.set(0);

    assertThat(run(ID)).isInstanceOf(Run.Ran.class);
    assertThat(engine.turns).hasValue(Agents.TURNS);
  }

  @Test
  void forgetsAnAttemptThatIsOver() {
    engine.failsAt = 3;
    run(ID);

    try (var journal = Journal.open(place)) {
      var turns = TurnJournal.in(journal);
      assertThat(turns.place(ID)).isPresent();
      runner(journal).forget(ID);
      assertThat(turns.place(ID)).isEmpty();
    }
  }

  @Test
  void goesOnInAJobThatBeganWithAState() {
    spec = Agents.LATER;

    goesOnBehindTheLastTurnAndComesToTheSame();
  }

  @Test
  void keepsTheLastStateForTheAgentsNextJob() {
    spec = Agents.LATER;
    engine.failsAt = 4;
    run(ID);
    engine.failsAt = Integer.MAX_VALUE;

    var trace = ((Run.Ran) run(ID)).result().trace();

    try (var journal = Journal.open(place)) {
      var states = LastStateJournal.in(journal);
      assertThat(states.owed())
          .singleElement()
          .satisfies(
              owed -> {
                assertThat(owed.id()).isEqualTo(KEPT);
                assertThat(owed.last().turnHash()).isEqualTo(trace.getLast());
              });
      assertThat(states.snapshot(KEPT))
          .contains(StateCodec.encode(Agents.counted(7 + Agents.TURNS)));
      assertThat(states.turn(KEPT)).isEmpty();
    }
  }

  @Test
  void keepsWhatOpensTheResultOfATurnJob() {
    spec = Agents.ONE_TURN;

    var result = ((Run.Ran) run(ID)).result();

    try (var journal = Journal.open(place)) {
      assertThat(LastStateJournal.in(journal).turn(KEPT))
          .hasValueSatisfying(
              turn -> {
                assertThat(turn.jobId()).isEqualTo(ID.jobId());
                assertThat(turn.effects()).hasSize(1);
                assertThat(turn.turn().opens(result)).isTrue();
              });
    }
  }

  private Run whole() {
    return new JobRunner(Agents.SOURCES, engine).run(spec);
  }

  private Run run(AttemptId id) {
    try (var journal = Journal.open(place)) {
      return runner(journal).run(id, spec);
    }
  }

  private AttemptRunner runner(Journal journal) {
    var turns = TurnJournal.in(journal);
    var log = new ProviderLog(6);
    var key = AccountKey.random(new SecureRandom());
    var states = new HandedStates(List.of(), Fixtures.DOMAIN, key, () -> Fixtures.NOW, log);
    return new AttemptRunner(
        _ -> new JobRunner(Agents.SOURCES, engine),
        _ -> List.of(),
        new Resumptions(states, turns, Duration.ZERO, log),
        turns,
        LastStateJournal.in(journal),
        new TurnSigner(Fixtures.DOMAIN, key),
        new TurnCouriers(List.of(), new SecureRandom(), log),
        log);
  }
}
