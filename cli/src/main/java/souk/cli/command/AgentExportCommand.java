package souk.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.option.AgentArgument;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.client.api.Json;
import souk.client.market.MarketNodes;
import souk.settlement.chain.IdentitySnapshot;

/** Keeps all that it takes to have an agent again, or to check its life. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "export",
    description = {
      "Keep an agent in a directory: its terms, module, state, mail and turns.",
      "module.wasm, state.bin and the bodies in messages.jsonl come from market nodes and are checked",
      "against the hashes on chain. turns.jsonl names the turns' jobs, each of which 'souk verify'",
      "runs again; agent.json has the terms, registration.json the registration file if it is on",
      "chain. 'souk agent simulate --state' goes on from state.bin."
    })
public final class AgentExportCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final AgentArgument agent = new AgentArgument();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Where; made if it is missing. Files of the same names are replaced.")
  private Path directory;

  @Override
  public void run() {
    try (var market = chain.connect()) {
      var known = KnownAgent.read(market, agent.id());
      var export = new AgentExport(market, MarketNodes.at(markets.markets()), known.told());
      var files = new ArrayList<Path>();
      files.add(keep("agent.json", Json.write(export.view())));
      market
          .identity(agent.id())
          .map(IdentitySnapshot::uri)
          .flatMap(Registration::content)
          .ifPresent(content -> files.add(keep("registration.json", content)));
      files.add(keep("module.wasm", export.module()));
      export.state().ifPresent(state -> files.add(keep("state.bin", state)));
      files.add(keep("messages.jsonl", AgentExport.lines(export.messages())));
      files.add(keep("turns.jsonl", AgentExport.lines(export.turns())));
      tell(files, known);
    }
  }

  private void tell(List<Path> files, KnownAgent known) {
    console
        .console()
        .show(
            new Fields()
                .add("agent", known.told().id().number())
                .add("turns", known.told().turns())
                .add("stateHash", known.told().stateHash())
                .addAll("files", files));
  }

  private Path keep(String name, byte[] content) {
    try {
      Files.createDirectories(directory);
      return Files.write(directory.resolve(name), content);
    } catch (IOException e) {
      throw new CommandException(
          false, "cannot write %s there: %s".formatted(name, e.getMessage()), e);
    }
  }
}
