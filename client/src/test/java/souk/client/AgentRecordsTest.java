package souk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.Refusal;
import souk.settlement.index.EventQuery;

class AgentRecordsTest {
  private static final AgentId AGENT = new AgentId(7);
  private static final AgentId OTHER = new AgentId(8);
  private static final Address ANYBODY = Address.parse("aa".repeat(20));
  private static final Hash CHILD = hash(200);

  private final List<ChainEvent> events = new ArrayList<>();
  private final List<EventQuery> queries = new ArrayList<>();
  private final AgentRecords records = new AgentRecords(this::newest);
  private Hash transaction = hash(1);

  // Mail

  @Test
  void listsTheNewestMailFirst() {
    receive(AGENT, 4);
    receive(OTHER, 5);
    receive(AGENT, 5);
    receive(AGENT, 6);

    assertThat(records.inbox(AGENT, 0, 2))
        .extracting(InboxMessage::id)
        .containsExactly(new MessageId(AGENT, 6), new MessageId(AGENT, 5));
  }

  @Test
  void mailIsReadUpToTheFirstThatIsNot() {
    receive(AGENT, 4);
    receive(AGENT, 5);
    receive(AGENT, 6);

    assertThat(records.inbox(AGENT, 5, 3))
        .extracting(InboxMessage::read)
        .containsExactly(false, false, true);
  }

  @Test
  void tellsWhatAMessageBrought() {
    receive(AGENT, 4);

    assertThat(records.inbox(AGENT, 4, 1))
        .containsExactly(
            new InboxMessage(
                new MessageId(AGENT, 4),
                Optional.of(ANYBODY),
                Amount.of(2),
                Amount.of(3),
                Bytes.utf8("message 4"),
                false,
                1,
                transaction));
  }

  // Fates

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 198, 199, 200, 201, 399, 400, 1_000})
  void findsAMessageHoweverMuchHasHappenedSince(int since) {
    receive(AGENT, 4);
    IntStream.range(0, since).forEach(i -> receive(AGENT, 5 + i));

    assertThat(records.fate(new MessageId(AGENT, 4))).isEqualTo(new MessageFate.Unread());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 199, 200, 201, 400})
  void missesAMessageThatIsNotInTheMailbox(int others) {
    IntStream.range(0, others).forEach(_ -> sendAway(AGENT, "news"));

    assertThat(records.fate(new MessageId(AGENT, 4))).isEqualTo(new MessageFate.Missing());
  }

  @Test
  void looksNoFurtherBackThanTheMessage() {
    IntStream.range(0, 400).forEach(i -> receive(AGENT, i));

    assertThat(records.fate(new MessageId(AGENT, 399))).isEqualTo(new MessageFate.Unread());
    assertThat(records.fate(new MessageId(AGENT, 400))).isEqualTo(new MessageFate.Missing());
    assertThat(queries).hasSize(2);
  }

  @Test
  void doesNotTakeTheMailOfOthersForIt() {
    receive(OTHER, 4);

    assertThat(records.fate(new MessageId(AGENT, 4))).isEqualTo(new MessageFate.Missing());
  }

  // Effects

  @Test
  void listsTheNewestEffectsFirst() {
    act(EffectKind.PAY, 0);
    act(EffectKind.PAY, 1);
    act(EffectKind.PAY, 2);

    assertThat(records.effects(AGENT, 2)).extracting(AgentEffect::index).containsExactly(2, 1);
  }

  @Test
  void aSleepIsForNobody() {
    act(EffectKind.PAY, 0);
    act(EffectKind.SLEEP, 1);

    assertThat(records.effects(AGENT, 2))
        .extracting(AgentEffect::to)
        .containsExactly(Optional.empty(), Optional.of(ANYBODY));
  }

  @Test
  void tellsWhatWasSentToAnybody() {
    sendAway(AGENT, "first");
    act(EffectKind.SEND, 0);
    sendAway(AGENT, "second");
    act(EffectKind.SEND, 1);

    assertThat(bodies(2)).containsExactly(text("second"), text("first"));
  }

  @Test
  void tellsWhatWasSentToAnotherAgent() {
    receive(OTHER, 3);
    act(EffectKind.SEND, 0);

    assertThat(bodies(1)).containsExactly(text("message 3"));
  }

  @Test
  void whatWasSentIsInTheLogBefore() {
    sendAway(AGENT, "of another transaction");
    transaction = hash(2);
    act(EffectKind.SEND, 0);
    sendAway(AGENT, "too far off");
    act(EffectKind.PAY, 1);
    act(EffectKind.SEND, 2);

    assertThat(bodies(3)).containsOnly(Optional.empty());
  }

  @Test
  void onlyASendHasABody() {
    sendAway(AGENT, "something");
    act(EffectKind.PAY, 0);

    assertThat(bodies(1)).containsExactly(Optional.empty());
  }

  @Test
  void namesTheChildOfASpawn() {
    spawn();
    act(EffectKind.SPAWN, 0);
    spawn();
    transaction = hash(2);
    act(EffectKind.SPAWN, 1);

    assertThat(records.effects(AGENT, 2))
        .extracting(AgentEffect::child)
        .containsExactly(Optional.empty(), Optional.of(CHILD));
  }

  @Test
  void countsEffectsAndNotWhatBelongsToThem() {
    for (var i = 0; i < AgentRecords.MOST + 1; i++) {
      sendAway(AGENT, "message");
      act(EffectKind.SEND, i);
    }

    assertThat(bodies(AgentRecords.MOST)).hasSize(AgentRecords.MOST).containsOnly(text("message"));
  }

  @Test
  void aRefusedEffectMovedNothing() {
    events.add(
        new AgentEvent.EffectRefused(
            next(), AGENT, 3, 0, Optional.of(EffectKind.PAY), Refusal.BEYOND_DAY));

    assertThat(records.effects(AGENT, 1))
        .containsExactly(
            new AgentEffect(
                3,
                0,
                Optional.of(EffectKind.PAY),
                Optional.empty(),
                Amount.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Refusal.BEYOND_DAY),
                1,
                transaction));
  }

  private List<Optional<Bytes>> bodies(int limit) {
    return records.effects(AGENT, limit).stream().map(AgentEffect::body).toList();
  }

  private static Optional<Bytes> text(String text) {
    return Optional.of(Bytes.utf8(text));
  }

  private void receive(AgentId agent, long number) {
    events.add(
        new AgentEvent.MessageReceived(
            next(),
            agent,
            number,
            Optional.of(ANYBODY),
            Amount.of(2),
            Amount.of(3),
            0,
            MessageBody.of("message " + number)));
  }

  private void sendAway(AgentId agent, String text) {
    events.add(
        new AgentEvent.MessageSent(next(), agent, ANYBODY, Amount.ZERO, MessageBody.of(text)));
  }

  private void spawn() {
    events.add(new AgentEvent.ChildSpawned(next(), AGENT, CHILD, 0, 0, 3, 0, Amount.of(9)));
  }

  private void act(EffectKind kind, int index) {
    events.add(new AgentEvent.EffectDone(next(), AGENT, 3, index, kind, ANYBODY, Amount.of(5)));
  }

  private LogPosition next() {
    return new LogPosition(1, hash(0), transaction, events.size());
  }

  /** As the index lists them. */
  private List<ChainEvent> newest(EventQuery query) {
    queries.add(query);
    return events.reversed().stream()
        .filter(event -> query.kinds().contains(event.getClass()))
        .filter(event -> query.before().stream().allMatch(it -> event.at().index() < it.index()))
        .filter(
            event -> query.agent().stream().allMatch(it -> ((AgentEvent) event).agent().equals(it)))
        .limit(query.limit())
        .toList();
  }

  private static Hash hash(int number) {
    return Digests.sha256(new byte[] {(byte) number});
  }
}
