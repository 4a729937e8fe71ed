package souk.market.node;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedAcceptance;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.Item;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.runtime.machine.Machine;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.JurySnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Relayed;
import souk.settlement.index.IndexedJob;
import souk.settlement.keys.AccountKey;

/** Jobs, offers and answers as a market node meets them. */
final class Samples {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  static final Duration LIFETIME = Duration.ofSeconds(30);
  static final MarketDomain DOMAIN = new MarketDomain(31_337, address(1));
  static final AccountKey PROVIDER = AccountKey.random(new SecureRandom());
  static final Address NODE = address(97);
  static final BigInteger RATE = BigInteger.TWO.pow(60);

  private static final Price PRICE = Price.of(1_000_000);
  private static final Fuel FUEL = new Fuel(2_000_000_000);
  private static final EngineName ENGINE = new EngineName("endive");

  private Samples() {}

  static JobSpec spec(Hash secretHash) {
    return new JobSpec(
        address(2),
        hash(1),
        hash(2),
        hash(3),
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        FUEL,
        256,
        0,
        PRICE,
        Amount.ZERO,
        0,
        10,
        Tags.NONE,
        NOW.plusSeconds(600),
        NOW,
        Optional.empty(),
        secretHash,
        0,
        BigInteger.ZERO);
  }

  /** What that provider is asked about that job, to be answered within five seconds. */
  static Proposal proposal(Hash jobId, Address provider) {
    var request =
        new AcceptanceRequest(
            jobId,
            spec(Hash.ZERO),
            Signature.NONE,
            0,
            hash(8),
            Optional.empty(),
            PRICE,
            Amount.of(40_000_000),
            2,
            RATE,
            NOW.plusSeconds(5),
            NODE);
    return new Proposal(request, offer(provider));
  }

  /** What the provider answers if it follows the protocol. */
  static Acceptance acceptance(Hash jobId) {
    return new Acceptance(
        jobId,
        0,
        hash(8),
        PRICE,
        Amount.of(40_000_000),
        2,
        RATE,
        Duration.ofSeconds(60),
        ENGINE,
        Machine.VERSION,
        Hash.ZERO,
        Hash.ZERO,
        new SlotNonce(0, 12),
        NOW.plus(LIFETIME));
  }

  static SignedAcceptance signed(Acceptance acceptance) {
    return new SignedAcceptance(
        acceptance, PROVIDER.sign(DOMAIN.acceptanceDigest(acceptance, NODE)));
  }

  static IndexedJob job(Hash id, JobState state) {
    return job(id, state, Hash.ZERO);
  }

  static IndexedJob job(Hash id, JobState state, Hash secretHash) {
    return new IndexedJob(
        id, spec(secretHash), snapshot(id, state), Optional.empty(), Optional.empty());
  }

  /** A job about which one claim is open. */
  static IndexedJob disputed(Hash id, Hash claimId, JuryState jury) {
    var claim =
        new ClaimSnapshot(
            claimId,
            ClaimSnapshot.Status.OPEN,
            false,
            new Item.Whole(),
            Optional.empty(),
            Amount.ZERO,
            hash(8),
            Hash.ZERO,
            Hash.ZERO,
            new JurySnapshot(jury, 0, Amount.of(8_000), Hash.ZERO, List.of()));
    var state = new JobState.Disputed(NOW.plusSeconds(60));
    return new IndexedJob(
        id,
        spec(Hash.ZERO),
        snapshot(id, state, List.of(claim)),
        Optional.empty(),
        Optional.empty());
  }

  /** A job with so many turns of its present attempt on chain. */
  static IndexedJob landed(Hash id, JobState state, int turns) {
    return new IndexedJob(
        id,
        spec(Hash.ZERO),
        snapshot(id, state, List.of(), new Relayed(List.of(), turns, Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  static JobSnapshot snapshot(Hash id, JobState state) {
    return snapshot(id, state, List.of());
  }

  private static JobSnapshot snapshot(Hash id, JobState state, List<ClaimSnapshot> claims) {
    return snapshot(id, state, claims, Relayed.NONE);
  }

  private static JobSnapshot snapshot(
      Hash id, JobState state, List<ClaimSnapshot> claims, Relayed relayed) {
    var terms =
        new MatchTerms(
            PROVIDER.address(),
            address(3),
            0,
            PRICE,
            Amount.of(2_000_000),
            Amount.of(40_000_000),
            Amount.of(100),
            2,
            RATE,
            Duration.ofSeconds(60));
    return new JobSnapshot(
        id,
        state,
        0,
        address(2),
        Amount.of(2_000_000),
        FUEL,
        Optional.of(terms),
        false,
        HashPrefix.NONE,
        HashPrefix.NONE,
        Fuel.ZERO,
        false,
        List.of(),
        claims,
        relayed,
        head(1));
  }

  static Head head(long number) {
    return new Head(number, hash((int) number), hash((int) number - 1), NOW.plusSeconds(number));
  }

  static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) number);
    return Hash.of(bytes);
  }

  static Address address(int number) {
    return Address.of(Arrays.copyOf(hash(number).bytes(), Address.SIZE));
  }

  private static Offer offer(Address provider) {
    return new Offer(
        provider,
        PRICE,
        20,
        FUEL,
        256,
        new Fuel(100_000_000),
        4,
        Tags.NONE,
        ENGINE,
        Hash.ZERO,
        NOW.plusSeconds(3600),
        0,
        BigInteger.ONE);
  }
}
