package souk.testnet.agent;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.JobIndex;

/**
 * Where an agent's money came from and went, read off the chain's events and not off its account.
 * Base units.
 *
 * @param funding from its creator
 * @param values of messages it has read
 * @param postage of all its mail
 * @param turns what turns have cost it, refunds and what late or slashed providers paid taken off
 * @param tips to who woke and advanced it
 * @param children what they have cost it, likewise
 * @param sent by its effects, postage included
 */
record Treasury(
    BigInteger funding,
    BigInteger values,
    BigInteger postage,
    BigInteger turns,
    BigInteger tips,
    BigInteger children,
    BigInteger sent) {

  /** What those events come to, of an agent that rests. */
  static Treasury of(JobIndex index, IndexedAgent agent, Amount funding, LifeEvents events) {
    var count = new Count(index, agent);
    events.all().forEach(count::take);
    return new Treasury(
        funding.units(),
        count.values,
        count.postage,
        count.turns,
        count.tips,
        count.children,
        count.sent);
  }

  /** What is left. */
  BigInteger left() {
    return funding
        .add(values)
        .add(postage)
        .subtract(turns)
        .subtract(tips)
        .subtract(children)
        .subtract(sent);
  }

  /** What it has more than it was given to begin with. */
  BigInteger margin() {
    return left().subtract(funding);
  }

  Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("funding", funding.toString());
    fields.put("values", values.toString());
    fields.put("postage", postage.toString());
    fields.put("turnsCost", turns.toString());
    fields.put("tips", tips.toString());
    fields.put("childrenCost", children.toString());
    fields.put("sent", sent.toString());
    fields.put("left", left().toString());
    return fields;
  }

  private static final class Count {
    private final JobIndex index;
    private final IndexedAgent agent;
    private BigInteger values = BigInteger.ZERO;
    private BigInteger postage = BigInteger.ZERO;
    private BigInteger turns = BigInteger.ZERO;
    private BigInteger tips = BigInteger.ZERO;
    private BigInteger children = BigInteger.ZERO;
    private BigInteger sent = BigInteger.ZERO;

    Count(JobIndex index, IndexedAgent agent) {
      this.index = index;
      this.agent = agent;
    }

    private void take(ChainEvent event) {
      switch (event) {
        case AgentEvent.MessageReceived it -> {
          values = values.add(it.value().units());
          postage = postage.add(it.postage().units());
        }
        case AgentEvent.ValueReturned it -> values = values.subtract(it.value().units());
        case AgentEvent.TurnOpened it -> addTurn(it.jobId(), it.refunded());
        case AgentEvent.TurnTrapped it -> {
          addTurn(it.jobId(), it.refunded());
          addTips();
        }
        case AgentEvent.TurnFailed it -> addTurn(it.jobId(), it.refunded());
        case AgentEvent.TurnLanded _ -> addTips();
        case AgentEvent.ChildSpawned it -> children = children.add(it.escrow().units());
        case AgentEvent.ChildReported it -> children = children.subtract(it.refunded().units());
        case AgentEvent.EffectDone it when it.kind() == EffectKind.SEND ->
            sent = sent.add(it.amount().units());
        default -> {
          // Moves none of its money.
        }
      }
    }

    private void addTurn(Hash job, Amount refunded) {
      var escrow = index.job(job).orElseThrow().spec().escrow();
      turns = turns.add(escrow.units()).subtract(refunded.units());
    }

    private void addTips() {
      tips = tips.add(agent.policy().tip().times(2).units());
    }
  }
}
