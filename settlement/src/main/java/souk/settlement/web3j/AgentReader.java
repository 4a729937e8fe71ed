package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.web3j.tx.exceptions.ContractCallException;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentMessage;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.ChildSnapshot;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.IdentitySnapshot;
import souk.settlement.chain.OpenTurn;
import souk.settlement.web3j.bindings.Agents;
import souk.settlement.web3j.bindings.Identities;

/** Reads agents and identities. */
final class AgentReader {
  private static final BigInteger MOST_TURNS = BigInteger.valueOf(Long.MAX_VALUE);

  private final Agents agents;
  private final Identities identities;

  AgentReader(Contracts contracts) {
    this.agents = contracts.agents();
    this.identities = contracts.identities();
  }

  /** The contracts' {@code AgentState}, in its order. */
  private enum State {
    NONE,
    IDLE,
    WORKING,
    LANDING,
    ENDED
  }

  static Optional<AgentSnapshot> snapshot(AgentId id, Agents.Agent agent, Head readAt) {
    var state = State.values()[agent.state.intValueExact()];
    return state == State.NONE
        ? Optional.empty()
        : Optional.of(
            new AgentSnapshot(
                id,
                state(state, agent),
                agent.paused,
                Address.parse(agent.account),
                unlessZero(agent.owner),
                AgentStructs.code(agent.code),
                AgentStructs.policy(agent.policy),
                Hash.of(agent.stateHash),
                agent.turn.intValueExact(),
                AgentStructs.unlessZero(agent.wakeAt),
                Structs.instant(agent.notBefore),
                Duration.ofSeconds(agent.delay.longValueExact()),
                Structs.price(agent.price),
                new Amount(agent.postage),
                agent.firstUnread.longValueExact(),
                agent.nextMessage.longValueExact(),
                agent.reports.intValueExact(),
                agent.busy.bitCount(),
                new Amount(agent.childEscrow),
                agent.day.longValueExact(),
                new Amount(agent.movedThatDay),
                readAt));
  }

  private static AgentState state(State state, Agents.Agent agent) {
    return switch (state) {
      case IDLE -> new AgentState.Idle();
      case WORKING -> new AgentState.Working(turn(agent.open));
      case LANDING -> new AgentState.Landing(turn(agent.open));
      case ENDED -> new AgentState.Ended(Address.parse(agent.heir));
      case NONE -> throw new IllegalArgumentException("no agent");
    };
  }

  private static OpenTurn turn(Agents.OpenTurn open) {
    return new OpenTurn(
        Hash.of(open.jobId),
        Address.parse(open.waker),
        Structs.instant(open.postedAt),
        open.messages.intValueExact(),
        open.reports.intValueExact(),
        open.depth.intValueExact(),
        open.landed.intValueExact(),
        new Amount(open.postage),
        new Amount(open.moved),
        Structs.price(open.ceiling),
        new Amount(open.value));
  }

  Optional<Address> accountOf(AgentId id) throws Exception {
    return unlessZero(agents.accountOf(number(id)).send());
  }

  Optional<AgentId> agentOf(Address account) throws Exception {
    return Optional.of(agents.agentOf(account.toString()).send().longValueExact())
        .filter(number -> number != 0)
        .map(AgentId::new);
  }

  Address purseOf(AgentId id, int purse) throws Exception {
    return Address.parse(agents.purseOf(number(id), Structs.number(purse)).send());
  }

  OptionalLong runway(AgentId id) throws Exception {
    try {
      return OptionalLong.of(agents.runway(number(id)).send().min(MOST_TURNS).longValueExact());
    } catch (ContractCallException e) {
      return OptionalLong.empty();
    }
  }

  OptionalInt canWake(AgentId id) throws Exception {
    var told = agents.canWake(number(id)).send();
    return told.component1()
        ? OptionalInt.of(told.component2().intValueExact())
        : OptionalInt.empty();
  }

  List<AgentMessage> inbox(AgentId id, long from, int count) throws Exception {
    var messages = new ArrayList<AgentMessage>();
    for (var it : agents.inbox(number(id), Structs.number(from), Structs.number(count)).send()) {
      messages.add(message(from + messages.size(), (Agents.Message) it));
    }
    return messages;
  }

  private static AgentMessage message(long number, Agents.Message message) {
    return new AgentMessage(
        number,
        unlessZero(message.sender),
        new Amount(message.value),
        HashPrefix.of(message.digest),
        message.size.intValueExact(),
        message.depth.intValueExact(),
        Structs.instant(message.sentAt),
        message.isReport);
  }

  Optional<ChildSnapshot> child(Hash jobId) throws Exception {
    var child = agents.child(jobId.bytes()).send();
    return child.agent.signum() == 0
        ? Optional.empty()
        : Optional.of(
            new ChildSnapshot(
                jobId,
                new AgentId(child.agent.longValueExact()),
                child.purse.intValueExact(),
                child.depth.intValueExact(),
                child.turn.intValueExact(),
                child.effect.intValueExact(),
                new Amount(child.escrow)));
  }

  Optional<IdentitySnapshot> identity(AgentId id) throws Exception {
    try {
      return Optional.of(
          new IdentitySnapshot(
              id,
              Address.parse(identities.ownerOf(number(id)).send()),
              identities.tokenURI(number(id)).send(),
              unlessZero(identities.getAgentWallet(number(id)).send())));
    } catch (ContractCallException e) {
      return Optional.empty();
    }
  }

  byte[] metadata(AgentId id, String key) throws Exception {
    return identities.getMetadata(number(id), key).send();
  }

  static BigInteger number(AgentId id) {
    return Structs.number(id.number());
  }

  private static Optional<Address> unlessZero(String text) {
    return Optional.of(Address.parse(text)).filter(address -> !address.isZero());
  }
}
