package souk.client;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.client.market.MarketNodes;
import souk.client.session.ChainSession;
import souk.client.session.Funds;
import souk.protocol.job.Message;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.guest.ScriptModule;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentCreation;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.IdentitySnapshot;
import souk.settlement.chain.MessageBody;

/**
 * Agents of a market, as one account makes and hires them: accounts that no key controls but their
 * own verified code.
 *
 * <pre>{@code
 * var reply = souk.agents().ask(agent, Bytes.utf8("how much?"), price, Duration.ofMinutes(5));
 * }</pre>
 *
 * <p>Thread-safe. Methods block, end and fail as those of {@link Souk} do. What they pay comes out
 * of the account's market balance. The first that pays lets the contract of agents take from it,
 * without limit: the contract takes what an account itself sends to an agent, and nothing else.
 */
public final class Agents {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final Duration CATCHING_UP = Duration.ofMinutes(2);
  private static final Amount WITHOUT_LIMIT =
      new Amount(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));

  private final ChainSession session;
  private final MarketNodes markets;
  private final Funds funds;
  private final Path machineCache;
  private final AgentRecords records;

  Agents(ChainSession session, MarketNodes markets, Funds funds, Path machineCache) {
    this.session = session;
    this.markets = markets;
    this.funds = funds;
    this.machineCache = machineCache;
    this.records = new AgentRecords(session.jobs()::events);
  }

  // Life

  /**
   * Makes a module of a script in JavaScript ({@link ScriptModule}): runs it here up to its first
   * turn.
   *
   * @param name what the script's file is called; ends in {@code .js} or {@code .mjs}
   * @param script its text in UTF-8
   * @throws SoukException if it fails before its first turn
   */
  public Bytes module(String name, Bytes script) throws InterruptedException {
    return Failures.told(() -> AgentModule.of(name, script, machineCache));
  }

  /**
   * Creates an agent: checks that the machine admits its module and the contract its policy, hands
   * the module to the market nodes, and funds the agent's account. Returns once it is on chain.
   *
   * @throws SoukException if nobody could run it, the policy breaks a rule, the funding is below
   *     the reserve or above the balance, or no market node takes its module
   */
  public AgentId create(AgentRequest request) throws InterruptedException {
    return Failures.told(() -> created(request));
  }

  private AgentId created(AgentRequest request) throws InterruptedException {
    var code = AgentModule.checked(request.module());
    requireLivable(request);
    funds.require(request.funding(), "to fund the agent: deposit them first");
    markets.requireServing(session.domain());
    AgentModule.upload(request.module(), markets, session);
    approve(request.funding());
    var creation =
        new AgentCreation(
            code,
            Hash.ZERO,
            request.policy(),
            request.owner(),
            request.wakeAt(),
            request.funding(),
            request.uri());
    var receipt = session.land("create the agent", new AgentCall.Create(creation));
    return receipt.events().stream()
        .filter(AgentEvent.AgentCreated.class::isInstance)
        .map(event -> ((AgentEvent.AgentCreated) event).agent())
        .findFirst()
        .orElseThrow(() -> SoukException.refused("the chain tells of no agent created"));
  }

  private void requireLivable(AgentRequest request) {
    var policy = request.policy();
    policy
        .objection()
        .ifPresent(
            rule -> {
              throw SoukException.refused("no agent can live with that policy: " + rule);
            });
    if (request.funding().isLessThan(policy.reserve())) {
      throw SoukException.refused(
          "the agent would be frozen from the start: fund it with its reserve of %s tokens at least"
              .formatted(text(policy.reserve())));
    }
  }

  /** Agents that live now, by number. */
  public List<Agent> list() throws InterruptedException {
    return Failures.told(
        () -> {
          var index = session.jobs();
          index.awaitCaughtUp(CATCHING_UP);
          return read(
              index.agents().stream()
                  .filter(agent -> !agent.hasEnded())
                  .map(agent -> agent.id())
                  .toList());
        });
  }

  /** An agent, also one that has ended; empty if there is none of that number. */
  public Optional<Agent> find(AgentId id) throws InterruptedException {
    return Failures.told(() -> read(List.of(id)).stream().findFirst());
  }

  private List<Agent> read(List<AgentId> ids) {
    var chain = session.chain();
    var head = chain.head();
    var told = chain.agents(ids, head);
    var balances =
        chain.balances(told.values().stream().map(AgentSnapshot::account).toList(), head);
    return ids.stream()
        .filter(told::containsKey)
        .map(told::get)
        .map(agent -> Agent.of(agent, balances.getOrDefault(agent.account(), Amount.ZERO)))
        .toList();
  }

  /**
   * Where an agent's registration file is (ERC-8004): anybody's text, of any length.
   *
   * @throws SoukException if there is no such agent
   */
  public String uri(AgentId id) throws InterruptedException {
    return Failures.told(
        () ->
            session.chain().identity(id).map(IdentitySnapshot::uri).orElseThrow(() -> unknown(id)));
  }

  /**
   * Gives an agent money, to pay turns and to spend.
   *
   * @throws SoukException if there is no such agent, it has ended, or there is too little
   */
  public void topUp(AgentId id, Amount amount) throws InterruptedException {
    Failures.telling(
        () -> {
          var agent = living(id);
          funds.require(amount, "to give: deposit them first");
          session.perform("top up", new Call.TransferBalance(agent.account(), amount));
        });
  }

  // Mail

  /**
   * Sends a message with the postage that wakes the agent now.
   *
   * @param body at most 4,096 bytes
   * @param value what goes with it; comes back if the turn that reads it is dropped
   * @return the message
   * @throws SoukException if there is no such agent, it has ended, or the balance is too small
   */
  public MessageId send(AgentId id, Bytes body, Amount value) throws InterruptedException {
    return Failures.told(() -> sent(living(id), body, value, Optional.empty()));
  }

  /**
   * Sends a message.
   *
   * @param body at most 4,096 bytes
   * @param value what goes with it; comes back if the turn that reads it is dropped
   * @param postage what the turn that reads it may cost the agent, at least what its policy asks;
   *     never comes back. What {@link #wakingPostage} says wakes it
   * @return the message
   * @throws SoukException if there is no such agent, it has ended, the postage is too low, or the
   *     balance is too small
   */
  public MessageId send(AgentId id, Bytes body, Amount value, Amount postage)
      throws InterruptedException {
    return Failures.told(() -> sent(living(id), body, value, Optional.of(postage)));
  }

  private MessageId sent(AgentSnapshot agent, Bytes body, Amount value, Optional<Amount> named)
      throws InterruptedException {
    if (body.size() > Message.MAX_BODY_BYTES) {
      throw SoukException.refused(
          "a message has at most %d bytes, not %d".formatted(Message.MAX_BODY_BYTES, body.size()));
    }
    var postage = named.orElseGet(() -> Postage.waking(agent));
    if (postage.isLessThan(agent.policy().postage())) {
      throw SoukException.refused(
          "agent %s asks for a postage of %s tokens at least"
              .formatted(agent.id(), text(agent.policy().postage())));
    }
    funds.require(value.plus(postage), "to send, postage included: deposit them first");
    approve(value.plus(postage));
    var message =
        new AgentCall.Outgoing(agent.id(), MessageBody.of(body.toArray()), value, postage);
    var receipt = session.land("send to agent " + agent.id(), new AgentCall.Send(List.of(message)));
    return receipt.events().stream()
        .filter(AgentEvent.MessageReceived.class::isInstance)
        .map(event -> (AgentEvent.MessageReceived) event)
        .map(event -> new MessageId(event.agent(), event.number()))
        .findFirst()
        .orElseThrow(() -> SoukException.refused("the chain tells of no message sent"));
  }

  /**
   * The postage with which a message sent now wakes the agent: what its next turn costs beyond what
   * other messages have paid, and at least what its policy asks.
   *
   * @throws SoukException if there is no such agent, or it has ended
   */
  public Amount wakingPostage(AgentId id) throws InterruptedException {
    return Failures.told(() -> Postage.waking(living(id)));
  }

  /**
   * Hires an agent: sends it a message, and waits for what it sends back.
   *
   * @param timeout longest time to wait, from now on
   * @throws SoukException as {@link #send(AgentId, Bytes, Amount)} and {@link #awaitReply} do
   */
  public Reply ask(AgentId id, Bytes body, Amount value, Duration timeout)
      throws InterruptedException {
    var end = Deadline.in(timeout);
    return awaitReply(send(id, body, value), end.left());
  }

  /**
   * Waits for the first message that the agent sends to whoever sent this one, in the turn that has
   * read it or in a later one. Replies do not name what they are replies to: who asks an agent
   * several things at the same time, from one account, tells them apart by their bodies.
   *
   * @param timeout longest time to wait; with zero or less it looks once
   * @throws SoukException if the turn that read the message was dropped, or the agent has ended; of
   *     kind {@link SoukException.Kind#UNDECIDED} if the time is over: the message may be awaited
   *     again
   */
  public Reply awaitReply(MessageId message, Duration timeout) throws InterruptedException {
    return Failures.told(() -> reply(message, Deadline.in(timeout)));
  }

  private Reply reply(MessageId message, Deadline end) throws InterruptedException {
    var index = session.jobs();
    while (true) {
      var before = index.head();
      var fate = records.fate(message);
      switch (fate) {
        case MessageFate.Answered(var reply) -> {
          return reply;
        }
        case MessageFate.Dropped() ->
            throw SoukException.refused(
                "agent %s dropped the turn that read message %s: its value is back, its postage not"
                    .formatted(message.agent(), message));
        case MessageFate.TooLate() ->
            throw SoukException.refused(
                "agent %s has ended and did not answer message %s"
                    .formatted(message.agent(), message));
        case MessageFate.Missing _, MessageFate.Unread _, MessageFate.Unanswered _ -> {}
      }
      var left = end.left();
      if (!left.isPositive()) {
        throw SoukException.undecided(late(message, fate));
      }
      var pause = left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN;
      var unused = index.await(() -> !index.head().equals(before), pause);
      Failures.requireUninterrupted();
    }
  }

  private static String late(MessageId message, MessageFate fate) {
    var reason =
        switch (fate) {
          case MessageFate.Missing _ -> "is not in its mailbox yet";
          case MessageFate.Unread _ -> "has not been read yet";
          default -> "was read, and nothing came back yet";
        };
    return "message %s %s: it may be awaited again".formatted(message, reason);
  }

  /**
   * Messages to an agent, newest first, also those it has read.
   *
   * @param limit most messages, 1..400
   * @throws SoukException if there is no such agent
   */
  public List<InboxMessage> inbox(AgentId id, int limit) throws InterruptedException {
    requireFew(limit);
    return Failures.told(
        () -> {
          session.jobs().awaitCaughtUp(CATCHING_UP);
          return records.inbox(id, known(id).firstUnread(), limit);
        });
  }

  /**
   * What an agent did and was refused, newest first.
   *
   * @param limit most effects, 1..400
   * @throws SoukException if there is no such agent
   */
  public List<AgentEffect> outbox(AgentId id, int limit) throws InterruptedException {
    requireFew(limit);
    return Failures.told(
        () -> {
          session.jobs().awaitCaughtUp(CATCHING_UP);
          return records.effects(known(id).id(), limit);
        });
  }

  // Only for the owner

  /**
   * Keeps an agent from waking; what it has begun goes on.
   *
   * @throws SoukException if there is no such agent, or it is not this account's
   */
  public void pause(AgentId id) throws InterruptedException {
    Failures.telling(() -> session.perform("pause", new AgentCall.Pause(owned(id).id(), true)));
  }

  /**
   * Lets it wake again.
   *
   * @throws SoukException as {@link #pause} does
   */
  public void unpause(AgentId id) throws InterruptedException {
    Failures.telling(() -> session.perform("unpause", new AgentCall.Pause(owned(id).id(), false)));
  }

  /**
   * Gives an idle agent another module, if its policy allows. Its state stays, so the new module
   * must be one that can go on from it.
   *
   * @throws SoukException as {@link #create} and {@link #pause} do, or if it is not idle, or may
   *     not be upgraded
   */
  public void upgrade(AgentId id, Bytes module) throws InterruptedException {
    Failures.telling(
        () -> {
          var agent = owned(id);
          if (!agent.policy().upgradable()) {
            throw SoukException.refused("the policy of agent %s has no upgrades".formatted(id));
          }
          var code = AgentModule.checked(module);
          AgentModule.upload(module, markets, session);
          session.perform("upgrade", new AgentCall.Upgrade(id, code));
        });
  }

  /**
   * Leaves an agent to itself, for ever: nobody owns it then. It is no longer paused.
   *
   * @throws SoukException as {@link #pause} does
   */
  public void renounce(AgentId id) throws InterruptedException {
    Failures.telling(() -> session.perform("renounce", new AgentCall.Renounce(owned(id).id())));
  }

  private AgentSnapshot owned(AgentId id) {
    var agent = known(id);
    if (!agent.owner().equals(Optional.of(session.address()))) {
      throw SoukException.refused(
          agent
              .owner()
              .map(owner -> "agent %s is owned by %s".formatted(id, owner))
              .orElse("nobody owns agent %s".formatted(id)));
    }
    return agent;
  }

  private AgentSnapshot living(AgentId id) {
    var agent = known(id);
    if (agent.state().isFinal()) {
      throw SoukException.refused("agent %s has ended".formatted(id));
    }
    return agent;
  }

  private AgentSnapshot known(AgentId id) {
    return session.chain().agent(id).orElseThrow(() -> unknown(id));
  }

  private static SoukException unknown(AgentId id) {
    return SoukException.refused("there is no agent " + id);
  }

  private void approve(Amount amount) throws InterruptedException {
    var contract = session.chain().deployment().agents();
    if (session.chain().allowance(session.address(), contract).isLessThan(amount)) {
      session.perform("approve", new Call.ApproveTransfers(contract, WITHOUT_LIMIT));
    }
  }

  private static void requireFew(int limit) {
    if (limit < 1 || limit > AgentRecords.MOST) {
      throw new IllegalArgumentException(
          "a list has 1..%d elements, not %d".formatted(AgentRecords.MOST, limit));
    }
  }

  private String text(Amount amount) {
    return amount.toTokens(session.chain().deployment().tokenDecimals());
  }
}
