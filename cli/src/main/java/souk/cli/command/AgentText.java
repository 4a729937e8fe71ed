package souk.cli.command;

import java.util.HexFormat;
import java.util.Locale;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.client.api.AgentView;
import souk.client.api.EffectView;
import souk.client.api.MessageView;
import souk.client.api.TurnView;
import souk.protocol.codec.Cid;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Address;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.AgentState;

/**
 * Agents, their mail and their turns, as they are shown.
 *
 * @param money what amounts are in
 */
record AgentText(Money money) {
  private static final int HEX_PREFIX = 2;

  /** An agent as the contracts tell it. */
  Fields fields(KnownAgent agent) {
    var told = agent.told();
    var fields =
        new Fields()
            .add("agent", told.id().number())
            .add("account", told.account())
            .add("owner", told.owner().map(Address::toString).orElse("nobody"))
            .add("state", told.state().label())
            .add("paused", told.paused())
            .add("frozen", agent.isFrozen())
            .add("balance", money.text(agent.balance()))
            .add("runway", agent.runway())
            .add("turns", told.turns())
            .add("unread", told.unread())
            .add("children", told.children());
    told.wakeAt().ifPresent(time -> fields.add("wakeAt", time));
    told.state().turn().ifPresent(turn -> fields.add("turnJob", turn.jobId()));
    if (told.state() instanceof AgentState.Ended(var heir)) {
      fields.add("heir", heir);
    }
    fields
        .add("module", Cid.text(told.code().module()))
        .add("machineVersion", told.code().machineVersion())
        .add("stateHash", told.stateHash());
    addTerms(fields, told.policy());
    return fields.add("readAtBlock", told.readAt().number());
  }

  /** What an agent has, and how long that lasts. */
  Fields funds(KnownAgent agent) {
    var policy = agent.told().policy();
    return new Fields()
        .add("agent", agent.told().id().number())
        .add("runway", agent.runway())
        .add("frozen", agent.isFrozen())
        .add("balance", money.text(agent.balance()))
        .add("reserve", money.text(policy.reserve()))
        .add("turnCost", money.text(policy.turnCost(policy.mostCeiling())));
  }

  private void addTerms(Fields fields, AgentPolicy policy) {
    fields
        .add("turnFuel", policy.fuelLimit().units())
        .add("memoryPages", policy.memoryLimit())
        .add("leastPrice", money.text(policy.leastCeiling()))
        .add("mostPrice", money.text(policy.mostCeiling()))
        .add("turnTime", policy.turnTime())
        .add("effects", kinds(policy))
        .add("mostPerTurn", money.text(policy.mostPerTurn()))
        .add("mostPerDay", money.text(policy.mostPerDay()))
        .add("postage", money.text(policy.postage()))
        .add("reserve", money.text(policy.reserve()))
        .add("tip", money.text(policy.tip()))
        .add("mostChildren", policy.mostChildren())
        .add("mostDepth", policy.mostDepth())
        .add("upgradable", policy.upgradable());
  }

  private static String kinds(AgentPolicy policy) {
    return String.join(" ", policy.kinds().stream().sorted().map(AgentText::name).toList());
  }

  /** A row of a list. */
  Fields row(AgentView agent) {
    return new Fields()
        .add("agent", agent.id())
        .add("state", label(agent.state()))
        .add("balance", money.text(agent.balance()))
        .add("runway", agent.runway())
        .add("turns", agent.turns())
        .add("unread", agent.unread())
        .add("owner", agent.owner().map(Address::toString).orElse("nobody"))
        .add("account", agent.account());
  }

  /** A message in an inbox, for a person. */
  Fields row(MessageView message) {
    return head(message).add("says", words(message));
  }

  /** A message in an inbox, for a program. */
  Fields fields(MessageView message) {
    var fields = head(message).addBytes("body", body(message));
    message.notice().ifPresent(notice -> fields.addOne("notice", notices().fields(notice)));
    return fields;
  }

  private Fields head(MessageView message) {
    return new Fields()
        .add("number", message.number())
        .add("sender", message.sender().map(Address::toString).orElse("the contract"))
        .add("value", money.text(message.value()))
        .add("postage", money.text(message.postage()))
        .add("read", message.read())
        .add("block", message.block());
  }

  private String words(MessageView message) {
    var body = Bytes.of(body(message));
    return message.notice().map(notices()::words).orElseGet(() -> words(body));
  }

  // Strangers' words must not move the cursor or break the line.
  private static String words(Bytes body) {
    var text = body.text();
    return Bytes.utf8(text).equals(body)
        ? text.replaceAll("[\\p{Cc}\\p{Cf}]", " ").strip()
        : body.size() + " bytes";
  }

  private NoticeText notices() {
    return new NoticeText(money);
  }

  /**
   * What a message says.
   *
   * @throws CommandException if the market node that told of it did not say so
   */
  static byte[] body(MessageView message) {
    if (!message.body().matches("0x([0-9a-f]{2}){0,4096}")) {
      throw new CommandException(
          false, "a market node tells of message %d without a body".formatted(message.number()));
    }
    return HexFormat.of().parseHex(message.body().substring(HEX_PREFIX));
  }

  /** An effect of a turn. */
  Fields row(TurnView turn, EffectView effect) {
    var isTime = effect.kind().filter(EffectKind.SLEEP::equals).isPresent();
    return new Fields()
        .add("turn", turn.turn())
        .add("effect", effect.kind().map(AgentText::name).orElse("unknown"))
        .add("to", effect.to().map(Address::toString).orElse("-"))
        .add(
            isTime ? "until" : "amount",
            isTime ? effect.amount().toString() : money.text(effect.amount()))
        .add("child", effect.child().map(Object::toString).orElse("-"))
        .add("refused", effect.refused().orElse("-"));
  }

  /** As the contracts' states are called. */
  private static String label(AgentView.State state) {
    var name = name(state);
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
