package souk.verifier.node;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.CodeId;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Machine;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.JurySnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Relayed;
import souk.settlement.chain.Seat;
import souk.verifier.journal.DutyId;

/** A verifier and one job it may be drawn for. */
public final class Fixtures {
  public static final Address SELF = address(1);
  public static final Address PROVIDER = address(2);
  public static final Address CONSUMER = address(3);
  public static final Address MARKET_NODE = address(4);
  public static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  public static final Deployment DEPLOYMENT =
      new Deployment(
          31_337,
          hash(1),
          address(5),
          address(6),
          address(7),
          new Court(address(50), address(51), address(52), address(53), address(54), address(55)),
          address(8),
          address(11),
          address(12),
          address(9),
          address(10),
          6,
          0);

  public static final JobSpec SPEC = spec();
  public static final Hash JOB = DEPLOYMENT.domain().jobId(SPEC);
  public static final Hash CLAIM = hash(40);
  public static final DutyId DRAWN = new DutyId.Audit(JOB, 0, 0);
  public static final DutyId JUROR = new DutyId.Vote(JOB, 0, CLAIM, 0);

  public static final Result RESULT =
      new Result(hash(20), hash(21), new ExitStatus.Exited(0), new Fuel(77), Hash.ZERO, List.of());

  public static final JobState COMMITTING = new JobState.AuditCommit(true, 9, NOW.plusSeconds(60));

  private Fixtures() {}

  public static Address address(int number) {
    var bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }

  public static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[Hash.SIZE - 1] = (byte) number;
    return Hash.of(bytes);
  }

  public static Head head(long number) {
    return new Head(number, hash(30), hash(31), NOW.plusSeconds(number));
  }

  public static Seat seat(Seat.Status status) {
    return new Seat(0, SELF, status, 0, HashPrefix.NONE);
  }

  public static JobSnapshot job(JobState state, Seat... seats) {
    return job(state, 0, List.of(seats), List.of());
  }

  /** A job in dispute over its exit status; this verifier may sit in the jury. */
  public static JobSnapshot disputed(JuryState jury, Seat... seats) {
    return disputed(jury, ClaimSnapshot.Status.OPEN, false, seats);
  }

  public static JobSnapshot disputed(
      JuryState jury, ClaimSnapshot.Status status, boolean closed, Seat... seats) {
    var claim =
        new ClaimSnapshot(
            CLAIM,
            status,
            closed,
            new Item.Exit(),
            Optional.of(address(60)),
            Amount.of(1_000),
            hash(41),
            hash(42),
            Hash.ZERO,
            new JurySnapshot(jury, 0, Amount.of(8_000), Hash.ZERO, List.of(seats)));
    return job(new JobState.Disputed(NOW.plusSeconds(60)), 0, List.of(), List.of(claim));
  }

  public static JobSnapshot job(
      JobState state, int attempt, List<Seat> seats, List<ClaimSnapshot> claims) {
    var terms =
        new MatchTerms(
            PROVIDER,
            MARKET_NODE,
            0,
            Price.of(1),
            Amount.of(1_000),
            Amount.of(20_000),
            Amount.of(10),
            2,
            BigInteger.ONE,
            Duration.ofSeconds(20));
    return new JobSnapshot(
        JOB,
        state,
        attempt,
        CONSUMER,
        SPEC.escrow(),
        SPEC.fuelLimit(),
        Optional.of(terms),
        true,
        HashPrefix.NONE,
        HashPrefix.NONE,
        Fuel.ZERO,
        false,
        seats,
        claims,
        Relayed.NONE,
        head(0));
  }

  private static JobSpec spec() {
    return new JobSpec(
        CONSUMER,
        CodeId.of(hash(10), Machine.VERSION),
        hash(10),
        hash(11),
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        new Fuel(5_000_000_000L),
        256,
        0,
        Price.of(2_000_000),
        Amount.ZERO,
        0,
        5,
        Tags.NONE,
        NOW.plusSeconds(600),
        NOW,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.TWO);
  }
}
