package souk.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.convert.Tokens;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.LocalFiles;
import souk.cli.option.MarketOptions;
import souk.cli.option.ReplyOptions;
import souk.cli.option.WalletOptions;
import souk.client.MessageId;
import souk.client.Souk;
import souk.protocol.job.Message;
import souk.runtime.machine.Bytes;

/** Sends an agent a message. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "send",
    description = {
      "Send an agent a message, and print which one it is; with --wait, hand over the reply.",
      "If this is stopped the agent goes on: 'souk agent await MESSAGE' waits for the reply."
    })
public final class AgentSendCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @ArgGroup private @Nullable Body body;

  @Option(
      names = "--value",
      paramLabel = "TOKENS",
      defaultValue = "0",
      description = "Money for the agent; comes back if its turn fails (default: 0).")
  private Tokens value;

  @Option(
      names = "--postage",
      paramLabel = "TOKENS",
      description = "What the turn that reads it may cost; never comes back (default: wakes it).")
  private @Nullable Tokens postage;

  @Option(names = "--wait", description = "Wait for what the agent sends back.")
  private boolean wait;

  @Mixin private final ReplyOptions reply = new ReplyOptions();

  /** What the message says. */
  private static final class Body {
    @Option(
        names = "--body",
        paramLabel = "TEXT",
        description = "What the message says, at most 4096 bytes (default: nothing).")
    private @Nullable String text;

    @Option(names = "--file", paramLabel = "FILE", description = "The same, out of a file.")
    private @Nullable Path file;
  }

  @Override
  public Integer call() throws InterruptedException {
    var output = new ProgramOutput(console.console(), reply.output());
    var content = content();
    var sessions = new AgentSessions(chain, markets, wallet);
    var message = sessions.act(souk -> send(souk, content, sessions));
    if (wait) {
      console.console().progress("sent message " + message, new Fields().add("message", message));
      sessions.deliver(message, output, reply.timeout());
    } else {
      console.console().value("message", message);
    }
    return ExitCode.OK.code();
  }

  private MessageId send(Souk souk, Bytes content, AgentSessions sessions)
      throws InterruptedException {
    var money = sessions.money();
    var paid = postage == null ? souk.agents().wakingPostage(agent.id()) : money.amount(postage);
    var sum = money.amount(value).plus(paid);
    sessions.requireBalance(souk, sum, "the message takes, postage included,");
    return souk.agents().send(agent.id(), content, money.amount(value), paid);
  }

  private Bytes content() {
    if (body == null) {
      return Bytes.EMPTY;
    }
    return body.file == null
        ? Bytes.utf8(String.valueOf(body.text))
        : LocalFiles.read(body.file, Message.MAX_BODY_BYTES);
  }
}
