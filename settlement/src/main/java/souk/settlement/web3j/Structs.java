package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.job.OutputKey;
import souk.protocol.offer.Offer;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.settlement.chain.Call;
import souk.settlement.chain.Match;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Orders;

/** Structs and results as the bindings have them, and back. */
final class Structs {
  private Structs() {}

  static Orders.Offer toBinding(Offer offer) {
    return new Orders.Offer(
        offer.provider().toString(),
        offer.price().perGfuel().units(),
        number(offer.stakeMultiple()),
        number(offer.maxFuel().units()),
        number(offer.maxPages()),
        number(offer.fuelPerSecond().units()),
        number(offer.slots()),
        offer.tags().bits(),
        offer.engine().padded().bytes(),
        offer.endpoint().bytes(),
        seconds(offer.expiry()),
        number(offer.nonce()),
        offer.salt());
  }

  static Orders.Job toBinding(JobSpec job) {
    return new Orders.Job(work(job), terms(job));
  }

  /** Of a job that was posted, the work's hash is enough. */
  static Orders.Match toBinding(Match match) {
    var isPosted = match.jobSignature().equals(Signature.NONE);
    return new Orders.Match(
        terms(match.job()),
        MarketDomain.workHash(match.job()).bytes(),
        isPosted ? List.of() : List.of(work(match.job())),
        match.jobSignature().bytes(),
        toBinding(match.offer()),
        match.offerSignature().bytes(),
        toBinding(match.acceptance()),
        match.acceptanceSignature().bytes());
  }

  static Orders.Acceptance toBinding(Acceptance acceptance) {
    return new Orders.Acceptance(
        number(acceptance.attempt()),
        acceptance.price().perGfuel().units(),
        acceptance.stake().units(),
        number(acceptance.verifiers()),
        acceptance.maxRate(),
        number(acceptance.runTime().toSeconds()),
        acceptance.engine().padded().bytes(),
        number(acceptance.machineVersion()),
        acceptance.resumePoint().bytes(),
        acceptance.commitment().bytes(),
        number(acceptance.slotNonce().word()),
        seconds(acceptance.expiry()));
  }

  private static Orders.Work work(JobSpec job) {
    return new Orders.Work(
        job.codeId().bytes(),
        job.module().bytes(),
        job.input().bytes(),
        job.mounts().bytes(),
        job.arguments().bytes(),
        job.chunks().bytes(),
        number(job.kind().code()),
        number(job.turnLimit()),
        number(job.outputKey().map(OutputKey::prefix).orElse(0)),
        job.outputKey().map(OutputKey::x).orElse(Hash.ZERO).bytes());
  }

  private static Orders.JobTerms terms(JobSpec job) {
    return new Orders.JobTerms(
        job.consumer().toString(),
        number(job.fuelLimit().units()),
        number(job.memoryLimit()),
        job.priceCeiling().perGfuel().units(),
        job.valueAtRisk().units(),
        number(job.verifiers()),
        number(job.minStakeMultiple()),
        job.tags().bits(),
        seconds(job.latestFinish()),
        seconds(job.postedAt()),
        job.secretHash().bytes(),
        number(job.nonce()),
        job.salt());
  }

  static Market.ResultCommitment toBinding(Call.ResultCommitment commitment) {
    return new Market.ResultCommitment(
        commitment.jobId().bytes(), number(commitment.attempt()), commitment.commitment().bytes());
  }

  static Market.ResultReveal toBinding(Call.ResultReveal reveal) {
    return new Market.ResultReveal(
        reveal.jobId().bytes(), toBinding(reveal.result()), reveal.salt().bytes());
  }

  static Market.Result toBinding(Result result) {
    return new Market.Result(
        result.outputDigest().bytes(),
        result.outputChunks().bytes(),
        number(result.exitStatus().code()),
        number(result.fuelUsed().units()),
        result.effects().bytes(),
        result.trace().stream().map(Hash::bytes).toList());
  }

  static Price price(BigInteger perGfuel) {
    return new Price(new Amount(perGfuel));
  }

  static Fuel fuel(BigInteger units) {
    return new Fuel(units.longValueExact());
  }

  static Instant instant(BigInteger seconds) {
    return Instant.ofEpochSecond(seconds.longValueExact());
  }

  static BigInteger seconds(Instant time) {
    return number(time.getEpochSecond());
  }

  static BigInteger number(long number) {
    return BigInteger.valueOf(number);
  }
}
