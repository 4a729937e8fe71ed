package souk.cli.config;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import souk.cli.convert.DurationText;
import souk.market.api.ApiServer;
import souk.market.node.MarketNode;

/** Where a market node listens, and what strangers may take. */
final class ApiSettings {
  private static final int MOST_PORT = 65_535;
  private static final int MOST = 1_000_000;
  private static final ApiServer.Config STANDARD = ApiServer.Config.DEFAULT;

  static final Setting<String> HOST =
      Setting.of("api.host", "NAME", "Interface to listen on.", Function.identity())
          .otherwise(MarketNode.Config.LOOPBACK);

  static final Setting<Integer> PORT =
      Setting.of(
              "api.port",
              "0.." + MOST_PORT,
              "Port to listen on; 0 for any that is free.",
              Readers.integer(0, MOST_PORT))
          .otherwise(7070);

  static final Setting<Integer> REQUESTS =
      count("api.requests-per-second", "Requests a second from one address, in the long run.")
          .otherwise(STANDARD.requestsPerSecond());

  static final Setting<Integer> REQUEST_BURST =
      count("api.request-burst", "Requests from one address at once.")
          .otherwise(STANDARD.requestBurst());

  static final Setting<Integer> WRITES =
      count("api.writes-per-second", "Orders of one account a second, in the long run.")
          .otherwise(STANDARD.writesPerSecond());

  static final Setting<Integer> WRITE_BURST =
      count("api.write-burst", "Orders of one account at once.").otherwise(STANDARD.writeBurst());

  static final Setting<Integer> CONNECTIONS =
      count("api.connections", "Open connections.").otherwise(STANDARD.connections());

  static final Setting<Integer> STREAMS =
      count("api.streams", "Open streams of events.").otherwise(STANDARD.streams());

  static final Setting<List<String>> ORIGINS =
      Setting.of(
              "api.origins",
              "ORIGIN, ...",
              "Origins, as https://example.org, whose pages may write; any may read.",
              Readers.list(Function.identity()))
          .otherwise("");

  static final Setting<Boolean> BEHIND_PROXY =
      Setting.of(
              "api.behind-proxy",
              "true or false",
              """
              Whether a reverse proxy of yours says in X-Forwarded-For who asks. Without one, true
              would let anybody pass for anybody.""",
              Readers::truth)
          .otherwise(STANDARD.behindProxy());

  static final Setting<Duration> STOP_PATIENCE =
      Setting.of(
              "api.stop-patience",
              "TIME SPAN",
              "How long requests may take to end when the node stops, up to 10m.",
              DurationText::parse)
          .otherwise(STANDARD.stopPatience().toSeconds() + "s");

  static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          REQUESTS,
          REQUEST_BURST,
          WRITES,
          WRITE_BURST,
          CONNECTIONS,
          STREAMS,
          ORIGINS,
          BEHIND_PROXY,
          STOP_PATIENCE);

  private ApiSettings() {}

  static ApiServer.Config config(Values values) {
    return new ApiServer.Config(
        values.get(REQUESTS),
        values.get(REQUEST_BURST),
        values.get(WRITES),
        values.get(WRITE_BURST),
        values.get(CONNECTIONS),
        values.get(STREAMS),
        new LinkedHashSet<>(values.get(ORIGINS)),
        values.get(BEHIND_PROXY),
        values.get(STOP_PATIENCE));
  }

  private static Setting<Integer> count(String key, String description) {
    return Setting.of(key, "1.." + MOST, description, Readers.integer(1, MOST));
  }
}
