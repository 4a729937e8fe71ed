package souk.cli.command;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.OfferOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.offer.EngineName;
import souk.settlement.chain.Call;

/** Posts an offer; a provider that runs keeps its own posted by itself. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "post",
    description = {
      "Post an offer and print its id.",
      "It is matched while 'souk provider run' answers for it on the same terms."
    })
public final class OfferPostCommand implements Callable<Integer> {
  private static final int SALT_BITS = 256;

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final OfferOptions terms = new OfferOptions();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "endive",
      description = "Engine that will run the jobs (default: ${DEFAULT-VALUE}).")
  private EngineName engine;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      var salt = new BigInteger(SALT_BITS, new SecureRandom());
      var now = session.chain().head().time();
      var offer =
          terms.offer(session.address(), engine, Sessions.money(session.chain()), now, salt);
      session.perform("post", new Call.PostOffers(List.of(offer)));
      console.console().value("offer", session.chain().deployment().domain().offerId(offer));
    }
    return ExitCode.OK.code();
  }
}
