package souk.settlement.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.OutputKey;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainEvent.JobCancelled;
import souk.settlement.chain.ChainEvent.JobMatched;
import souk.settlement.chain.ChainEvent.JobPosted;
import souk.settlement.chain.ChainEvent.OfferCancelled;
import souk.settlement.chain.ChainEvent.OfferPosted;
import souk.settlement.chain.ChainEvent.OrdersCancelled;
import souk.settlement.chain.Deal;

/** Reads what the Orders contract logs. */
final class OrderLogs {
  private OrderLogs() {}

  static void addTo(LogDecoder.Registry logs) {
    logs.add(
        "OfferPosted(bytes32 indexed,address indexed,"
            + "(address,uint128,uint32,uint64,uint32,uint64,uint32,uint256,bytes32,bytes32,"
            + "uint64,uint64,uint256))",
        OrderLogs::offerPosted);
    logs.add(
        "OfferCancelled(bytes32 indexed,address indexed)",
        f -> new OfferCancelled(f.at(), f.hash(), f.address()));
    logs.add(
        "JobPosted(bytes32 indexed,address indexed,"
            + "(bytes32,bytes32,bytes32,bytes32,bytes32,bytes32,uint8,uint16,uint8,bytes32),"
            + "(address,uint64,uint32,uint128,uint128,uint8,uint32,uint256,uint64,uint64,"
            + "bytes32,uint64,uint256))",
        OrderLogs::jobPosted);
    logs.add(
        "JobCancelled(bytes32 indexed,address indexed)",
        f -> new JobCancelled(f.at(), f.hash(), f.address()));
    logs.add(
        "JobMatched(bytes32 indexed,address indexed,address indexed,"
            + "(bytes32,uint8,uint32,uint256,uint256,uint256,uint8,uint64,uint32,uint64,bytes32))",
        OrderLogs::jobMatched);
    logs.add(
        "OrdersCancelled(address indexed,uint64)",
        f -> new OrdersCancelled(f.at(), f.address(), f.int64()));
  }

  private static ChainEvent offerPosted(Fields f) {
    var id = f.hash();
    f.address();
    return new OfferPosted(f.at(), id, offer(f));
  }

  private static Offer offer(Fields f) {
    return new Offer(
        f.address(),
        price128(f),
        f.int32(),
        f.fuel(),
        f.int32(),
        f.fuel(),
        f.int32(),
        new Tags(f.uint256()),
        EngineName.of(f.hash()),
        f.hash(),
        f.time(),
        f.int64(),
        f.uint256());
  }

  private record Work(
      Hash codeId,
      Hash module,
      Hash input,
      Hash mounts,
      Hash arguments,
      Hash chunks,
      JobKind kind,
      int turnLimit,
      Optional<OutputKey> outputKey) {}

  private static ChainEvent jobPosted(Fields f) {
    var id = f.hash();
    f.address();
    var work =
        new Work(
            f.hash(),
            f.hash(),
            f.hash(),
            f.hash(),
            f.hash(),
            f.hash(),
            JobKind.of(f.uint8()),
            f.uint16(),
            outputKey(f.uint8(), f.hash()));
    return new JobPosted(f.at(), id, spec(work, f));
  }

  private static JobSpec spec(Work work, Fields f) {
    Address consumer = f.address();
    return new JobSpec(
        consumer,
        work.codeId(),
        work.module(),
        work.input(),
        work.mounts(),
        work.arguments(),
        work.chunks(),
        work.kind(),
        f.fuel(),
        f.int32(),
        work.turnLimit(),
        price128(f),
        f.amount128(),
        f.uint8(),
        f.int32(),
        new Tags(f.uint256()),
        f.time(),
        f.time(),
        work.outputKey(),
        f.hash(),
        f.int64(),
        f.uint256());
  }

  private static ChainEvent jobMatched(Fields f) {
    var id = f.hash();
    var provider = f.address();
    var marketNode = f.address();
    var offerId = f.hash();
    var attempt = f.uint8();
    var lane = f.int32();
    var price = f.price();
    var stakeMultiple = f.index();
    var rewardPrice = f.price();
    var verifiers = f.uint8();
    var rate = f.uint64();
    var runTime = Duration.ofSeconds(f.uint32());
    var deadline = f.time();
    var deal =
        new Deal(
            provider,
            marketNode,
            offerId,
            attempt,
            lane,
            price,
            stakeMultiple,
            rewardPrice,
            verifiers,
            rate,
            runTime,
            printable(f.hash()));
    return new JobMatched(f.at(), id, deal, deadline);
  }

  private static Price price128(Fields f) {
    return new Price(f.amount128());
  }

  private static Optional<OutputKey> outputKey(int prefix, Hash x) {
    return prefix == 0 ? Optional.empty() : Optional.of(new OutputKey(prefix, x));
  }

  // A match counts whatever its provider calls its engine.
  private static EngineName printable(Hash padded) {
    var text = new String(padded.bytes(), StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
    return new EngineName(text.isEmpty() ? "?" : text.replaceAll("[^\\x21-\\x7e]", "?"));
  }
}
