package souk.verifier.node;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.CodeId;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Machine;
import souk.settlement.chain.Seat;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.verifier.journal.DutyId;

/** A verifier and one job it may be drawn for. */
final class Fixtures {
  static final Address SELF = address(1);
  static final Address PROVIDER = address(2);
  static final Address CONSUMER = address(3);
  static final Address MARKET_NODE = address(4);
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  static final Amount FULL_PRICE = Amount.of(1_000);
  static final Amount LOCK = Amount.of(10_000);

  static final Deployment DEPLOYMENT =
      new Deployment(
          31_337, hash(1), address(5), address(6), address(7), address(8), address(9), 6, 0);

  static final JobSpec SPEC = spec();
  static final Hash JOB = DEPLOYMENT.domain().jobId(SPEC);
  static final DutyId DRAWN = new DutyId(JOB, 0, 0);
  static final DutyId JUROR = new DutyId(JOB, 0, Summons.JURY);

  static final Result RESULT =
      new Result(hash(20), hash(21), new ExitStatus.Exited(0), new Fuel(77), Hash.ZERO, List.of());

  static final JobState COMMITTING = new JobState.AuditCommit(true, 9, NOW.plusSeconds(60));

  private Fixtures() {}

  static Address address(int number) {
    var bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }

  static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[Hash.SIZE - 1] = (byte) number;
    return Hash.of(bytes);
  }

  static Head head(long number) {
    return new Head(number, hash(30), hash(31), NOW.plusSeconds(number));
  }

  static Seat seat(Seat.Status status, int round) {
    return new Seat(SELF, status, round, Hash.ZERO);
  }

  static JobSnapshot job(JobState state, Seat... seats) {
    return job(state, 0, PROVIDER, seats);
  }

  static JobSnapshot job(JobState state, int attempt, Address provider, Seat... seats) {
    var terms =
        new MatchTerms(
            provider,
            MARKET_NODE,
            0,
            Price.of(1),
            FULL_PRICE,
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
        0,
        List.of(seats),
        List.of(),
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
