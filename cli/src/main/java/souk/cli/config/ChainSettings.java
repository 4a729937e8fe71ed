package souk.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import souk.cli.convert.Converters;
import souk.cli.convert.DurationText;
import souk.cli.convert.SizeText;
import souk.cli.option.ChainOptions;
import souk.cli.option.WalletOptions;
import souk.client.session.ChainSession;
import souk.settlement.rpc.ConnectionLimits;

/** Which chain and market a node serves. */
final class ChainSettings {
  private static final int LEAST_POLL = 10;
  private static final int MOST_POLL = 60_000;
  private static final long LEAST_RESPONSE = 64L << 10;
  private static final long MOST_RESPONSES = 1L << 30;
  private static final ConnectionLimits STANDARD = ConnectionLimits.DEFAULT;

  static final Setting<List<URI>> RPC =
      Setting.of(
              "chain.rpc",
              "URL, ...",
              """
              JSON-RPC endpoints of the chain. With several, one that fails, lags or lies is passed
              over and the others go on.""",
              Readers.list(Converters::endpoint))
          .from("SOUK_RPC");

  static final Setting<Path> DEPLOYMENT =
      Setting.of("chain.deployment", "FILE", "Says where the market's contracts are.", Path::of)
          .from("SOUK_DEPLOYMENT");

  static final Setting<Integer> POLL =
      Setting.of(
              "chain.poll-millis",
              LEAST_POLL + ".." + MOST_POLL,
              "Milliseconds between looks for a new block.",
              Readers.integer(LEAST_POLL, MOST_POLL))
          .otherwise(ChainSession.Config.DEFAULT_POLL_INTERVAL.toMillis());

  static final Setting<Duration> DEADLINE =
      span("chain.deadline", 600, "How long an endpoint may take for an answer, to its last byte.")
          .otherwise(STANDARD.deadline().toSeconds() + "s");

  static final Setting<Integer> MOST_RESPONSE =
      Setting.of(
              "chain.most-response",
              "SIZE",
              "Most bytes of an endpoint's answer, 64KiB..1GiB; a longer one is none.",
              ChainSettings::response)
          .otherwise((STANDARD.maxResponseBytes() >> 20) + "MiB");

  static final Setting<Duration> SURVEY =
      span(
              "chain.survey-interval",
              3600,
              "Time between looks which of several endpoints lag or serve another chain.")
          .otherwise(STANDARD.surveyInterval().toSeconds() + "s");

  static final List<Setting<?>> ALL =
      List.of(RPC, DEPLOYMENT, POLL, DEADLINE, MOST_RESPONSE, SURVEY);

  private ChainSettings() {}

  static ChainOptions options(Values values) {
    return new ChainOptions(values.find(RPC).orElse(List.of()), values.find(DEPLOYMENT));
  }

  static ChainSession.Config session(Values values, WalletOptions wallet) {
    var chain = options(values);
    var home = wallet.home().journal(chain.deployment(), wallet.account());
    return new ChainSession.Config(
        chain.rpc(),
        chain.deployment(),
        JournalSettings.place(values, home),
        Duration.ofMillis(values.get(POLL)),
        new ConnectionLimits(values.get(DEADLINE), values.get(MOST_RESPONSE), values.get(SURVEY)));
  }

  private static Setting<Duration> span(String key, int mostSeconds, String description) {
    return Setting.of(
        key,
        "TIME SPAN, 1s..%ds".formatted(mostSeconds),
        description,
        text -> {
          var span = DurationText.parse(text);
          if (span.isZero() || span.toSeconds() > mostSeconds) {
            throw new IllegalArgumentException("it is 1s..%ds: '%s'".formatted(mostSeconds, text));
          }
          return span;
        });
  }

  private static int response(String text) {
    var bytes = SizeText.parse(text);
    if (bytes < LEAST_RESPONSE || bytes > MOST_RESPONSES) {
      throw new IllegalArgumentException("it is 64KiB..1GiB: '" + text + "'");
    }
    return Math.toIntExact(bytes);
  }
}
