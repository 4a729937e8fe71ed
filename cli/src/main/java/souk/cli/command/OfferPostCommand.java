package souk.cli.command;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import souk.cli.config.OfferFlags;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.client.api.SignedOffer;
import souk.client.market.MarketNodes;
import souk.protocol.offer.EngineName;
import souk.settlement.chain.Call;

/** Posts an offer; a provider that runs keeps its own posted by itself. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "post",
    modelTransformer = OfferFlags.class,
    description = {
      "Post an offer and print its id.",
      "It is matched while 'souk provider run' answers for it on the same terms."
    })
public final class OfferPostCommand implements Callable<Integer> {
  private static final int SALT_BITS = 256;

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Spec private CommandSpec command;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "endive",
      description = "Engine that will run the jobs (default: ${DEFAULT-VALUE}).")
  private EngineName engine;

  @Option(
      names = "--signed",
      description = "Send nothing: sign the offer and hand it to the market nodes.")
  private boolean signed;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      var salt = new BigInteger(SALT_BITS, new SecureRandom());
      var now = session.chain().head().time();
      var nonce = session.chain().orderNonce(session.address());
      var money = Sessions.money(session.chain());
      var offer =
          OfferFlags.terms(command, money).offer(session.address(), engine, now, nonce, salt);
      var id = session.domain().offerId(offer);
      if (signed) {
        var signature = session.signer().sign(id);
        MarketNodes.at(markets.markets()).putOffer(id, new SignedOffer(offer, signature));
      } else {
        session.perform("post", new Call.PostOffers(List.of(offer)));
      }
      console.console().value("offer", id);
    }
    return ExitCode.OK.code();
  }
}
