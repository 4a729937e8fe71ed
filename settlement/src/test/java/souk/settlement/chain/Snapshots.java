package souk.settlement.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.Item;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/** Jobs and claims as the contracts may tell them. */
public final class Snapshots {
  public static final Address CONSUMER = address(1);
  public static final Address PROVIDER = address(2);
  public static final Address MARKET_NODE = address(3);
  public static final Hash JOB = hash(1);
  public static final Hash CLAIM = hash(2);
  public static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  public static final Fuel FUEL_LIMIT = new Fuel(2_000_000_000);
  public static final Head HEAD = new Head(10, hash(3), hash(4), NOW);

  private Snapshots() {}

  public static JobSnapshot job(JobState state, boolean held, ClaimSnapshot... claims) {
    return job(state, held, List.of(), claims);
  }

  public static JobSnapshot job(
      JobState state, boolean held, List<Seat> seats, ClaimSnapshot... claims) {
    return new JobSnapshot(
        JOB,
        state,
        0,
        CONSUMER,
        Amount.of(2_000_000),
        FUEL_LIMIT,
        Optional.of(terms()),
        true,
        HashPrefix.NONE,
        HashPrefix.NONE,
        Fuel.ZERO,
        held,
        seats,
        List.of(claims),
        Relayed.NONE,
        HEAD);
  }

  public static MatchTerms terms() {
    return new MatchTerms(
        PROVIDER,
        MARKET_NODE,
        0,
        Price.of(1_000_000),
        Amount.of(2_000_000),
        Amount.of(40_000_000),
        Amount.of(7_000_000),
        2,
        BigInteger.TWO.pow(60),
        Duration.ofSeconds(20));
  }

  public static ClaimSnapshot claim(
      ClaimSnapshot.Status status, boolean closed, JuryState jury, Seat... seats) {
    return new ClaimSnapshot(
        CLAIM,
        status,
        closed,
        new Item.Whole(),
        Optional.empty(),
        Amount.ZERO,
        hash(5),
        Hash.ZERO,
        Hash.ZERO,
        new JurySnapshot(jury, 0, Amount.of(8_000), Hash.ZERO, List.of(seats)));
  }

  /** Seats of round 0, in order. */
  public static Seat[] seats(Seat.Status... statuses) {
    return IntStream.range(0, statuses.length)
        .mapToObj(i -> new Seat(i, address(20 + i), statuses[i], 0, HashPrefix.NONE))
        .toArray(Seat[]::new);
  }

  public static Address address(int number) {
    var bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }

  public static Hash hash(int number) {
    return Digests.sha256(new byte[] {(byte) number});
  }
}
