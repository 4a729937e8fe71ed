package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.NOW;
import static souk.market.node.Samples.hash;
import static souk.market.node.Samples.head;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.client.api.SignedCheckpoint;
import souk.client.market.TurnSink;
import souk.market.match.Rank;
import souk.market.share.Submissions;
import souk.market.share.Turns;
import souk.market.telemetry.EventLog;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.RelayCall;
import souk.settlement.tx.TxOutcome;

/** A job that was promised in a minute and is late after the hundredth block, a second each. */
class CheckpointLandingTest {
  private static final JobState RUNNING = new JobState.Running(NOW.plusSeconds(100));
  private static final Address SELF = Samples.address(7);
  private static final Address OTHER = Samples.address(8);
  private static final int STEP = 4;

  private final FakeStates states = new FakeStates();
  private final List<SignedCheckpoint> sent = new ArrayList<>();
  private final List<Address> others = new ArrayList<>();
  private final List<TurnSink> sinks = new ArrayList<>();
  private Hash job = hash(50);
  private int landed;
  private final CheckpointLanding landing =
      new CheckpointLanding(
          states,
          id -> Optional.of(Samples.landed(id, RUNNING, landed)),
          new StateSharing(states, () -> sinks, new SecureRandom(), new EventLog()),
          new Turns(SELF, () -> others, STEP),
          new FakeOutbox(),
          new EventLog());

  @AfterEach
  void close() {
    landing.close();
  }

  @Test
  void landsNothingBeforeTheLastThirdOfTheTimeThatWasPromised() {
    var turn = states.keep(job, 3);

    landing.land(head(80));
    assertThat(sent).isEmpty();
    landing.land(head(81));

    assertThat(sent).containsExactly(turn);
  }

  @Test
  void landsANewerOneWhenHalfOfTheTimeThatWasLeftIsOver() {
    var first = states.keep(job, 3);
    landing.land(head(81));
    landed = 3;
    states.keep(job, 4);
    landing.land(head(90));
    assertThat(sent).containsExactly(first);

    var newest = states.keep(job, 5);
    landing.land(head(91));

    assertThat(sent).containsExactly(first, newest);
  }

  @Test
  void landsNothingThatIsNoNews() {
    states.keep(job, 3);
    landed = 3;

    IntStream.range(81, 100).forEach(block -> landing.land(head(block)));

    assertThat(sent).isEmpty();
  }

  @Test
  void letsTheNodeGoFirstThatIsFirst() {
    others.add(OTHER);
    job = jobWhereOthersAreFirst();
    var turn = states.keep(job, 3);

    IntStream.range(81, 81 + STEP).forEach(block -> landing.land(head(block)));
    assertThat(sent).isEmpty();
    landing.land(head(81 + STEP));

    assertThat(sent).containsExactly(turn);
  }

  @Test
  void landsWhatTheFirstNodeDoesNotHave() {
    others.add(OTHER);
    job = jobWhereOthersAreFirst();
    var turn = states.keep(job, 3);
    landing.land(head(81));
    landed = 2;

    IntStream.range(82, 100).forEach(block -> landing.land(head(block)));

    assertThat(sent).containsExactly(turn);
  }

  @Test
  void waitsForPeersToHaveTheStateButNotUntilItIsTooLate() {
    var busy = new FakePeer();
    busy.isBusy = true;
    sinks.add(busy);
    var turn = states.keep(job, 3);

    IntStream.range(81, 91).forEach(block -> landing.land(head(block)));
    assertThat(sent).isEmpty();
    landing.land(head(91));

    assertThat(sent).containsExactly(turn);
  }

  @Test
  void handsTheStateOnBeforeItIsItsTurn() throws InterruptedException {
    var peer = new FakePeer();
    sinks.add(peer);
    others.add(OTHER);
    job = jobWhereOthersAreFirst();
    var turn = states.keep(job, 3);

    landing.land(head(81));

    assertThat(peer.handed.poll(20, TimeUnit.SECONDS)).isEqualTo(turn);
    assertThat(sent).isEmpty();
  }

  private static Hash jobWhereOthersAreFirst() {
    return IntStream.range(0, 100)
        .mapToObj(Samples::hash)
        .filter(id -> Rank.of(id, SELF, List.of(OTHER)) == 1)
        .findFirst()
        .orElseThrow();
  }

  /** Remembers what was landed; each lands at once. */
  private final class FakeOutbox implements Submissions {
    @Override
    public void submit(String key, Call call) {
      var landings = ((RelayCall.LandCheckpoints) call).checkpoints();
      landings.forEach(it -> sent.add(new SignedCheckpoint(it.checkpoint(), it.signature())));
      landed = landings.getLast().checkpoint().turns();
    }

    @Override
    public <E> List<List<E>> divide(List<E> elements, Function<List<E>, Call> verb) {
      return List.of(elements);
    }

    @Override
    public TxOutcome outcome(String key) {
      return new TxOutcome.Pending();
    }
  }
}
