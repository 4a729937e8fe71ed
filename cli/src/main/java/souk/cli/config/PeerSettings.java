package souk.cli.config;

import java.net.URI;
import java.util.List;
import souk.cli.convert.Converters;
import souk.market.node.MarketNode;

/** Which other market nodes there are, and when one steps in for another. */
final class PeerSettings {
  private static final int MOST_STEP = 1000;

  static final Setting<List<URI>> PEERS =
      Setting.of(
              "market.peers",
              "URL, ...",
              "Other market nodes: asked for blobs and orders, and shared work with.",
              Readers.list(Converters::endpoint))
          .otherwise("");

  static final Setting<Integer> STEP_BLOCKS =
      Setting.of(
              "market.step-blocks",
              "1.." + MOST_STEP,
              "Blocks before this node steps in for a peer that does not act.",
              Readers.integer(1, MOST_STEP))
          .otherwise(MarketNode.Config.DEFAULT_STEP_BLOCKS);

  static final List<Setting<?>> ALL = List.of(PEERS, STEP_BLOCKS);

  private PeerSettings() {}
}
