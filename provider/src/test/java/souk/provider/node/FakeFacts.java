package souk.provider.node;

import static souk.provider.node.Fixtures.OFFER;
import static souk.provider.node.Fixtures.OFFER_ID;
import static souk.provider.node.Fixtures.open;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedJob;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LaneSnapshot;
import souk.settlement.chain.SamplingQuote;
import souk.settlement.chain.SamplingRequest;

/** A chain on which the job is open and the offer stands, until a test says otherwise. */
final class FakeFacts implements Facts {
  static final Amount AUDIT_DEPOSIT = Amount.of(10);

  volatile long block = 1;
  volatile Optional<JobSnapshot> job = Optional.of(open(0));
  volatile Set<Integer> busyLanes = Set.of();
  volatile Signature standing = Signature.NONE;
  volatile Amount balance = Amount.ZERO;
  volatile Amount freeBond = Amount.of(1_000_000_000);

  @Override
  public Head head() {
    return Fixtures.head(block);
  }

  @Override
  public Optional<JobSnapshot> job(Hash id) {
    return job;
  }

  @Override
  public Optional<SamplingQuote> quote(SamplingRequest request) {
    return Optional.of(
        new SamplingQuote(request.wanted(), BigInteger.TEN, AUDIT_DEPOSIT, Amount.of(5)));
  }

  @Override
  public Amount freeBond() {
    return freeBond;
  }

  @Override
  public LaneSnapshot lane(int number) {
    return new LaneSnapshot(busyLanes.contains(number), new SlotNonce(number, 7));
  }

  @Override
  public Optional<Offer> ownOffer(AcceptanceRequest request) {
    return Optional.of(OFFER).filter(_ -> request.offerId().equals(OFFER_ID));
  }

  @Override
  public boolean stands(SignedJob signed) {
    return signed.signature().equals(standing);
  }

  @Override
  public Amount balance(Address account) {
    return balance;
  }
}
