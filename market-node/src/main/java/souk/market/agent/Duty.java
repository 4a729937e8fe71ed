package souk.market.agent;

import souk.protocol.value.Hash;
import souk.settlement.chain.AgentId;

/**
 * Something that anybody may do for an agent now.
 *
 * @param subject what nodes draw lots for
 * @param circumstances whether a call would succeed may be another matter once they are others
 */
record Duty(Kind kind, AgentId agent, Hash subject, int circumstances) {
  Duty(Kind kind, AgentId agent, Hash subject) {
    this(kind, agent, subject, 0);
  }

  /** What stands to be done, whatever the circumstances. */
  Duty reason() {
    return new Duty(kind, agent, subject);
  }

  /** What is to be done. */
  enum Kind {
    /** Post its next turn. */
    WAKE("waking"),
    /** Post its turn again at a higher ceiling: nobody takes it. */
    RAISE("raising the ceiling of"),
    /** Open its settled turn and apply the effects. */
    ADVANCE("advancing"),
    /** Go on after a settled turn that was dropped. */
    DROP("dropping the turn of"),
    /** Give a turn up whose job came to nothing. */
    FAIL("giving up the turn of"),
    /** Tell it what came of children. */
    REPORT("reporting children to"),
    /** Give its heir what came after the end. */
    SWEEP("sweeping"),
    /** Return the values of messages it never read. */
    RETURN("returning the mail of");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As a log line has it before the agent. */
    String text() {
      return text;
    }
  }
}
