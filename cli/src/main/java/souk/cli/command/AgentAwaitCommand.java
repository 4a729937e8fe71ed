package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.ReplyOptions;
import souk.cli.option.WalletOptions;
import souk.client.MessageId;

/** Waits for the reply to a message that was sent before. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "await",
    description = {
      "Wait for the reply to a message, and hand it over.",
      "That is the first thing the agent sends to who sent the message, in the turn that has read",
      "it or later."
    })
public final class AgentAwaitCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final ReplyOptions reply = new ReplyOptions();

  @Parameters(paramLabel = "MESSAGE", description = "The message, as 7/12.")
  private MessageId message;

  @Override
  public Integer call() throws InterruptedException {
    var output = new ProgramOutput(console.console(), reply.output());
    new AgentSessions(chain, markets, wallet).deliver(message, output, reply.timeout());
    return ExitCode.OK.code();
  }
}
