package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.settlement.AgentStory.result;
import static souk.testnet.settlement.AgentStory.turn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.Digests;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.MessageBody;
import souk.testnet.chain.AnvilExtension;

/**
 * More mail than an agent reads in an hour. On a market whose blocks take a second a turn takes
 * twenty of them; here all that happens between two is what must.
 */
class AgentMailTest {
  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private static final int MAILS = 1_000;
  private static final int MOST_A_TURN = 16;
  private static final int BATCH = 50;
  private static final int TURNS = Math.ceilDiv(MAILS, MOST_A_TURN);
  private static final Amount POSTAGE =
      Amount.of(AgentStory.TURN_COST.times(TURNS).units().longValueExact() / MAILS + 1);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Test
  void readsAThousandMailsInTheirOrder() {
    var began = System.nanoTime();
    var agent = AgentStory.begin(MARKET);
    var bodies =
        IntStream.range(0, MAILS).mapToObj(number -> MessageBody.of("mail " + number)).toList();
    for (var from = 0; from < MAILS; from += BATCH) {
      send(agent, bodies.subList(from, from + BATCH));
    }

    var turns = 0;
    for (var read = 0; read < MAILS; turns++) {
      var most = MARKET.chain().canWake(agent.id).orElseThrow();
      assertThat(most).isEqualTo(Math.min(MOST_A_TURN, MAILS - read));
      live(agent, turns, bodies.subList(read, read + most));
      read += most;
    }

    assertThat(turns).isEqualTo(TURNS);
    assertThat(agent.agent().turns()).isEqualTo(turns);
    assertThat(agent.agent().unread()).isZero();
    assertThat(MARKET.chain().canWake(agent.id)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
  }

  private static void send(AgentStory agent, List<MessageBody> bodies) {
    var mail =
        bodies.stream()
            .map(body -> new AgentCall.Outgoing(agent.id, body, Amount.ZERO, POSTAGE))
            .toList();
    MARKET.land(agent.story.consumer, new AgentCall.Send(mail));
  }

  /** A turn that reads these, and nothing else. */
  private static void live(AgentStory agent, int number, List<MessageBody> bodies) {
    var before = agent.agent();
    var receipt = MARKET.land(agent.story.node, new AgentCall.Wake(agent.id, bodies));
    var woken = Story.only(AgentEvent.AgentWoken.class, receipt);
    assertThat(woken.input())
        .isEqualTo(Digests.sha256(input(agent, woken, before.stateHash(), bodies)));

    var turn = turn(number);
    agent.settle(AgentStory.posted(receipt), result(turn));
    agent.advance(result(turn), turn);
  }

  private static byte[] input(
      AgentStory agent, AgentEvent.AgentWoken woken, Hash stateHash, List<MessageBody> bodies) {
    var policy = AgentStory.policy();
    var standing =
        new AgentStanding(
            agent.agent().account(),
            woken.turn(),
            woken.balance(),
            Optional.of(stateHash).filter(hash -> !hash.isZero()));
    var sender = agent.story.consumer.address();
    var messages =
        bodies.stream().map(body -> new Message(sender, Amount.ZERO, body.bytes())).toList();
    return AgentInputCodec.encode(
        new AgentInput(policy.fuelLimit(), policy.mostPerTurn(), Optional.of(standing), messages));
  }
}
