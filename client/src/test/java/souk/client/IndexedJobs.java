package souk.client;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Receipt;
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
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Relayed;
import souk.settlement.index.IndexedJob;
import souk.settlement.keys.AccountKey;

/** Jobs as the index might know them. */
final class IndexedJobs {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  /** What a settled one cost. */
  static final Amount PAID = Amount.of(1);

  private IndexedJobs() {}

  /** A job that was matched; one that is settled has a receipt. */
  static IndexedJob of(
      Hash id,
      AccountKey consumer,
      Address provider,
      JobState state,
      int attempt,
      Optional<Result> result) {
    var snapshot =
        new JobSnapshot(
            id,
            state,
            attempt,
            consumer.address(),
            Amount.ZERO,
            Fuel.ZERO,
            Optional.of(terms(provider)),
            false,
            HashPrefix.NONE,
            HashPrefix.NONE,
            Fuel.ZERO,
            false,
            List.of(),
            List.of(),
            Relayed.NONE,
            new Head(1, id, id, NOW));
    var receipt = new Receipt(id, id, Fuel.ZERO, PAID, Amount.ZERO, id);
    return new IndexedJob(
        id,
        spec(id, consumer),
        snapshot,
        result,
        state instanceof JobState.Settled ? Optional.of(receipt) : Optional.empty());
  }

  private static MatchTerms terms(Address provider) {
    return new MatchTerms(
        provider,
        Address.ZERO,
        0,
        Price.of(1),
        Amount.ZERO,
        Amount.ZERO,
        Amount.ZERO,
        1,
        BigInteger.ZERO,
        Duration.ZERO);
  }

  private static JobSpec spec(Hash id, AccountKey consumer) {
    return new JobSpec(
        consumer.address(),
        id,
        id,
        id,
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        new Fuel(1),
        1,
        0,
        Price.of(1),
        Amount.ZERO,
        0,
        0,
        Tags.NONE,
        NOW,
        NOW,
        Optional.of(consumer.outputKey()),
        Hash.ZERO,
        0,
        BigInteger.ZERO);
  }
}
