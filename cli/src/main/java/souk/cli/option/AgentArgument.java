package souk.cli.option;

import picocli.CommandLine.Parameters;
import souk.settlement.chain.AgentId;

/** Which agent. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
public final class AgentArgument {
  @Parameters(index = "0", paramLabel = "AGENT", description = "Number of the agent.")
  private AgentId id;

  /** Its number. */
  public AgentId id() {
    return id;
  }
}
