package souk.cli.option;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.client.session.ChainSession;
import souk.client.session.Home;
import souk.protocol.value.Address;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.DeploymentFile;
import souk.settlement.web3j.Web3jChain;

/** Which chain, and which market on it. */
public final class ChainOptions {
  @Option(
      names = "--rpc",
      paramLabel = "URL",
      split = ",",
      defaultValue = "${env:SOUK_RPC}",
      description = "Endpoints of the chain, with commas between them [SOUK_RPC].")
  private List<URI> rpc = List.of();

  @Option(
      names = "--deployment",
      paramLabel = "FILE",
      defaultValue = "${env:SOUK_DEPLOYMENT}",
      description = "Says where the market's contracts are [SOUK_DEPLOYMENT].")
  private @Nullable Path deployment;

  /** To be filled by Picocli. */
  public ChainOptions() {}

  /**
   * As if these had been given.
   *
   * @param rpc may be empty
   */
  public ChainOptions(List<URI> rpc, Optional<Path> deployment) {
    this.rpc = List.copyOf(rpc);
    this.deployment = deployment.orElse(null);
  }

  /**
   * The chain's endpoints, at least one.
   *
   * @throws CommandException if none is named
   */
  public List<URI> rpc() {
    if (rpc.isEmpty()) {
      throw new CommandException(false, "no chain is named: give --rpc URL, or set SOUK_RPC");
    }
    return List.copyOf(rpc);
  }

  /**
   * The market's contracts.
   *
   * @throws CommandException if no file is named
   */
  public Deployment deployment() {
    return DeploymentFile.read(deploymentFile());
  }

  /** The market, reached over the endpoints. */
  public Chain connect() {
    return Web3jChain.connect(rpc(), deployment());
  }

  /** The market's money. */
  public Money money() {
    return new Money(deployment().tokenDecimals());
  }

  /** What an account needs of the market to act on it. */
  public ChainSession.Config session(Home home, Address account) {
    return session(home.journal(deployment(), account));
  }

  /** The same, with what is to be remembered in another file. */
  public ChainSession.Config session(Path journal) {
    return new ChainSession.Config(rpc(), deployment(), journal);
  }

  /** Where an account that is a node keeps blobs. */
  public Path blobs(Home home, Address account) {
    return home.account(deployment(), account).resolve("blobs");
  }

  /** Where a verifier keeps reports of wrong results. */
  public Path reports(Home home, Address account) {
    return home.account(deployment(), account).resolve("reports");
  }

  private Path deploymentFile() {
    if (deployment == null) {
      throw new CommandException(
          false, "no market is named: give --deployment FILE, or set SOUK_DEPLOYMENT");
    }
    return deployment;
  }
}
