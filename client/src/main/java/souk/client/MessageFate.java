package souk.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.protocol.value.Address;
import souk.settlement.chain.AgentEvent.AgentEnded;
import souk.settlement.chain.AgentEvent.AgentWoken;
import souk.settlement.chain.AgentEvent.MessageReceived;
import souk.settlement.chain.AgentEvent.MessageSent;
import souk.settlement.chain.AgentEvent.TurnOpened;
import souk.settlement.chain.AgentEvent.TurnTrapped;
import souk.settlement.chain.ChainEvent;

/** What came of a message to an agent. */
sealed interface MessageFate {
  /** The events that it follows from. */
  Set<Class<? extends ChainEvent>> KINDS =
      Set.of(
          MessageReceived.class,
          AgentWoken.class,
          TurnOpened.class,
          TurnTrapped.class,
          MessageSent.class,
          AgentEnded.class);

  /** It is not in the mailbox, not yet or not any more. */
  record Missing() implements MessageFate {}

  /** No turn has read it yet. */
  record Unread() implements MessageFate {}

  /** A turn has read it, and its sender got nothing since. */
  record Unanswered() implements MessageFate {}

  /** Its sender got this. */
  record Answered(Reply reply) implements MessageFate {}

  /** The turn that read it was dropped. */
  record Dropped() implements MessageFate {}

  /** The agent ended first. */
  record TooLate() implements MessageFate {}

  /**
   * Reads it out of an agent's events.
   *
   * @param events of those kinds, oldest first, from the message on
   */
  static MessageFate of(MessageId id, List<ChainEvent> events) {
    var reading = new Reading(id);
    for (var event : events) {
      reading.take(event);
      if (reading.fate.isPresent()) {
        return reading.fate.get();
      }
    }
    return reading.soFar();
  }

  /** The events so far. */
  final class Reading {
    private final MessageId id;
    private Optional<Address> sender = Optional.empty();
    private Optional<AgentWoken> woken = Optional.empty();
    private boolean isThere;
    private boolean isRead;
    private Optional<MessageFate> fate = Optional.empty();

    private Reading(MessageId id) {
      this.id = id;
    }

    private void take(ChainEvent event) {
      switch (event) {
        case MessageReceived message when message.number() == id.number() -> {
          isThere = true;
          sender = message.sender();
        }
        case AgentWoken turn -> woken = Optional.of(turn);
        case TurnOpened _ -> isRead |= isInTurn();
        case TurnTrapped _ when isInTurn() -> fate = Optional.of(new Dropped());
        case MessageSent sent when isRead && sender.equals(Optional.of(sent.to())) ->
            fate = Optional.of(new Answered(reply(sent)));
        case AgentEnded _ -> fate = Optional.of(new TooLate());
        default -> {}
      }
    }

    private boolean isInTurn() {
      return woken
          .filter(turn -> turn.firstMessage() <= id.number())
          .filter(turn -> id.number() < turn.firstMessage() + turn.open().messages())
          .isPresent();
    }

    private MessageFate soFar() {
      if (!isThere) {
        return new Missing();
      }
      return isRead ? new Unanswered() : new Unread();
    }

    private static Reply reply(MessageSent sent) {
      return new Reply(
          sent.agent(),
          sent.to(),
          AgentRecords.bytes(sent.body()),
          sent.value(),
          sent.at().blockNumber(),
          sent.at().transaction());
    }
  }
}
