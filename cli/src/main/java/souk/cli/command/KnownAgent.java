package souk.cli.command;

import souk.cli.console.CommandException;
import souk.protocol.value.Amount;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Chain;

/**
 * An agent as the contracts tell it.
 *
 * @param told all but its money
 * @param balance what its account has
 */
record KnownAgent(AgentSnapshot told, Amount balance) {

  /**
   * Reads it.
   *
   * @throws CommandException if there is none of that number
   */
  static KnownAgent read(Chain market, AgentId id) {
    var told =
        market.agent(id).orElseThrow(() -> new CommandException(false, "there is no agent " + id));
    return new KnownAgent(told, market.account(told.account()).marketBalance());
  }

  /** Turns its account pays before it is frozen. */
  long runway() {
    return told.state().isFinal() ? 0 : told.policy().runway(balance);
  }

  /** Whether it wakes only for mail that pays for the turn. */
  boolean isFrozen() {
    return !told.state().isFinal() && balance.isLessThan(told.policy().reserve());
  }
}
