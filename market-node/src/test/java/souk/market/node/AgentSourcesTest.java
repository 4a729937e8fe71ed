package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.client.api.JobTurn;
import souk.client.api.LastTurn;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

class AgentSourcesTest {
  private static final Hash JOB = hash("job");
  private static final Hash STATE = hash("state");
  private static final JobTurn TURN = paying(5);

  private final List<StateSink> peers = new ArrayList<>();
  private Optional<JobTurn> here = Optional.empty();
  private final AgentSources sources =
      new AgentSources(hash("here")::equals, _ -> here, () -> peers);

  private static Hash hash(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JobTurn paying(int amount) {
    return new JobTurn(JOB, STATE, List.of(new Effect.Pay(Address.ZERO, Amount.of(amount))));
  }

  private static Result result() {
    var root = TURN.turn().effectsRoot();
    var turnHash = Evidence.turnHash(STATE, new Fuel(7), hash("output"), root);
    return new Result(
        hash("output"),
        hash("chunks"),
        new ExitStatus.Exited(0),
        new Fuel(7),
        root,
        List.of(turnHash));
  }

  @Test
  void asksNobodyForWhatIsHere() {
    here = Optional.of(TURN);
    peers.add(new Peer(Optional.empty(), true));

    assertThat(sources.turn(JOB, result())).contains(TURN.turn());
    assertThat(sources.hasState(hash("here"))).isTrue();
  }

  @Test
  void asksOnePeerAfterAnother() {
    peers.add(new Peer(Optional.empty(), false));
    peers.add(new Peer(Optional.of(TURN), false));

    assertThat(sources.turn(JOB, result())).contains(TURN.turn());
    assertThat(sources.hasState(STATE)).isTrue();
  }

  @Test
  void noPeerKeepsAnAgentByLyingOrBeingAway() {
    peers.add(new Peer(Optional.of(paying(6)), false));
    peers.add(new Peer(Optional.empty(), true));
    peers.add(new Peer(Optional.of(TURN), false));

    assertThat(sources.turn(JOB, result())).contains(TURN.turn());
    assertThat(sources.hasState(STATE)).isTrue();
  }

  @Test
  void hasNotWhatNobodyHas() {
    peers.add(new Peer(Optional.of(paying(6)), false));

    assertThat(sources.turn(JOB, result())).isEmpty();
    assertThat(sources.hasState(hash("no state"))).isFalse();
  }

  private record Peer(Optional<JobTurn> has, boolean isAway) implements StateSink {
    @Override
    public boolean has(Hash stateHash) {
      requireHere();
      return has.filter(turn -> turn.stateHash().equals(stateHash)).isPresent();
    }

    @Override
    public Optional<JobTurn> turn(Hash jobId) {
      requireHere();
      return has;
    }

    @Override
    public void put(LastTurn last, byte[] snapshot) {}

    @Override
    public void put(JobTurn turn) {}

    private void requireHere() {
      if (isAway) {
        throw new MarketException("away", true);
      }
    }
  }
}
