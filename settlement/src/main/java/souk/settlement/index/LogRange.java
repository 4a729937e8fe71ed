package souk.settlement.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainSpan;
import souk.settlement.chain.Head;
import souk.settlement.log.LogDecoder;

/**
 * What one history of the chain has in a range of blocks.
 *
 * @param blocks its blocks, lowest first
 * @param events what our contracts logged there, oldest first
 * @param packs the same as the journal has it
 */
record LogRange(List<Head> blocks, List<ChainEvent> events, List<EventPack> packs) {
  LogRange {
    blocks = List.copyOf(blocks);
    events = List.copyOf(events);
    packs = List.copyOf(packs);
  }

  /** What the chain tells, decoded and packed. */
  static LogRange of(ChainSpan span) {
    var events = new ArrayList<ChainEvent>(span.logs().size());
    var packs = new ArrayList<EventPack>();
    var packer = new EventPacker();
    for (var log : span.logs()) {
      var event = LogDecoder.decode(log);
      if (event.isPresent()) {
        events.add(event.get());
        packer.add(EventKinds.number(event.get()), log);
      }
      if (packer.isFull()) {
        packs.add(packer.pack());
        packer = new EventPacker();
      }
    }
    if (!packer.isEmpty()) {
      packs.add(packer.pack());
    }
    return new LogRange(span.blocks(), events, packs);
  }

  /** The last of its blocks. */
  Head head() {
    return blocks.getLast();
  }

  /**
   * Whether it follows on a block.
   *
   * @param below empty if the index begins with the range
   */
  boolean follows(Optional<Head> below) {
    var parent = blocks.getFirst().parentHash();
    return below.stream().allMatch(block -> block.hash().equals(parent));
  }
}
