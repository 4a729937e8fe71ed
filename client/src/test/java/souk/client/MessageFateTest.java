package souk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.OpenTurn;

class MessageFateTest {
  private static final AgentId AGENT = new AgentId(7);
  private static final MessageId QUESTION = new MessageId(AGENT, 5);
  private static final Address ASKER = Address.parse("aa".repeat(20));
  private static final Address OTHER = Address.parse("bb".repeat(20));
  private static final Hash JOB = Digests.sha256(new byte[] {1});

  private int logs;

  @Test
  void aMessageWaitsUntilATurnHasReadIt() {
    assertThat(fate()).isEqualTo(new MessageFate.Missing());
    assertThat(fate(received(5))).isEqualTo(new MessageFate.Unread());
    assertThat(fate(received(5), woken(5, 1))).isEqualTo(new MessageFate.Unread());
    assertThat(fate(received(5), woken(5, 1), opened())).isEqualTo(new MessageFate.Unanswered());
  }

  @Test
  void whatTheTurnSendsToTheSenderIsTheReply() {
    var fate = fate(received(5), woken(4, 2), opened(), sent(OTHER, "no"), sent(ASKER, "yes"));

    assertThat(fate).isInstanceOf(MessageFate.Answered.class);
    assertThat(((MessageFate.Answered) fate).reply().body().text()).isEqualTo("yes");
  }

  @Test
  void aLaterTurnMayReply() {
    var fate =
        fate(received(5), woken(5, 1), opened(), woken(6, 0), opened(), sent(ASKER, "at last"));

    assertThat(fate).isInstanceOf(MessageFate.Answered.class);
  }

  @Test
  void whatATurnSendsThatHasNotReadTheMessageIsNoReply() {
    assertThat(fate(received(5), opened(), sent(ASKER, "to another question")))
        .isEqualTo(new MessageFate.Unread());
    assertThat(fate(received(5), woken(3, 2), opened(), sent(ASKER, "to another question")))
        .isEqualTo(new MessageFate.Unread());
  }

  @Test
  void aDroppedTurnTakesItsMessagesAlong() {
    assertThat(fate(received(5), woken(5, 1), trapped())).isEqualTo(new MessageFate.Dropped());
    assertThat(fate(received(5), woken(3, 2), trapped())).isEqualTo(new MessageFate.Unread());
  }

  @Test
  void nothingIsAnsweredAfterTheEnd() {
    assertThat(fate(received(5), ended())).isEqualTo(new MessageFate.TooLate());
    assertThat(fate(received(5), woken(5, 1), opened(), sent(ASKER, "bye"), ended()))
        .isInstanceOf(MessageFate.Answered.class);
  }

  private static MessageFate fate(ChainEvent... events) {
    return MessageFate.of(QUESTION, List.of(events));
  }

  private LogPosition next() {
    return new LogPosition(1, JOB, JOB, logs++);
  }

  private ChainEvent received(long number) {
    return new AgentEvent.MessageReceived(
        next(),
        AGENT,
        number,
        Optional.of(ASKER),
        Amount.ZERO,
        Amount.ZERO,
        0,
        MessageBody.of("?"));
  }

  private ChainEvent woken(long first, int messages) {
    var open =
        new OpenTurn(
            JOB,
            OTHER,
            Instant.EPOCH,
            messages,
            0,
            0,
            0,
            Amount.ZERO,
            Amount.ZERO,
            Price.of(1),
            Amount.ZERO);
    return new AgentEvent.AgentWoken(next(), AGENT, 0, first, Amount.ZERO, JOB, JOB, open);
  }

  private ChainEvent opened() {
    return new AgentEvent.TurnOpened(next(), AGENT, JOB, 0, JOB, 0, Amount.ZERO, Price.of(1));
  }

  private ChainEvent trapped() {
    return new AgentEvent.TurnTrapped(
        next(),
        AGENT,
        JOB,
        OTHER,
        new ExitStatus.Trapped(),
        Amount.ZERO,
        Price.of(1),
        Optional.empty(),
        Duration.ZERO);
  }

  private ChainEvent sent(Address to, String text) {
    return new AgentEvent.MessageSent(next(), AGENT, to, Amount.ZERO, MessageBody.of(text));
  }

  private ChainEvent ended() {
    return new AgentEvent.AgentEnded(next(), AGENT, OTHER, Amount.ZERO);
  }
}
