package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.OutputKey;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
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
        offer.salt());
  }

  static Offer fromBinding(Orders.Offer offer) {
    return new Offer(
        Address.parse(offer.provider),
        price(offer.price),
        offer.stakeMultiple.intValueExact(),
        fuel(offer.maxFuel),
        offer.maxPages.intValueExact(),
        fuel(offer.fuelPerSecond),
        offer.slots.intValueExact(),
        new Tags(offer.tags),
        EngineName.of(Hash.of(offer.engine)),
        Hash.of(offer.endpoint),
        instant(offer.expiry),
        offer.salt);
  }

  static Orders.Job toBinding(JobSpec job) {
    return new Orders.Job(
        job.consumer().toString(),
        job.codeId().bytes(),
        job.module().bytes(),
        job.input().bytes(),
        job.mounts().bytes(),
        job.arguments().bytes(),
        number(job.kind().code()),
        number(job.fuelLimit().units()),
        number(job.memoryLimit()),
        number(job.turnLimit()),
        job.priceCeiling().perGfuel().units(),
        job.valueAtRisk().units(),
        number(job.verifiers()),
        number(job.minStakeMultiple()),
        job.tags().bits(),
        seconds(job.latestFinish()),
        seconds(job.postedAt()),
        number(job.outputKey().map(OutputKey::prefix).orElse(0)),
        job.outputKey().map(OutputKey::x).orElse(Hash.ZERO).bytes(),
        job.secretHash().bytes(),
        job.salt());
  }

  static JobSpec fromBinding(Orders.Job job) {
    return new JobSpec(
        Address.parse(job.consumer),
        Hash.of(job.codeId),
        Hash.of(job.module),
        Hash.of(job.input),
        Hash.of(job.mounts),
        Hash.of(job.arguments),
        JobKind.of(job.kind.intValueExact()),
        fuel(job.fuelLimit),
        job.memoryLimit.intValueExact(),
        job.turnLimit.intValueExact(),
        price(job.priceCeiling),
        new Amount(job.valueAtRisk),
        job.verifiers.intValueExact(),
        job.minStakeMultiple.intValueExact(),
        new Tags(job.tags),
        instant(job.latestFinish),
        instant(job.postedAt),
        outputKey(job),
        Hash.of(job.secretHash),
        job.salt);
  }

  static Orders.Match toBinding(Match match) {
    return new Orders.Match(
        toBinding(match.job()),
        match.jobSignature().bytes(),
        toBinding(match.offer()),
        match.offerSignature().bytes(),
        toBinding(match.acceptance()),
        match.acceptanceSignature().bytes());
  }

  static Orders.Acceptance toBinding(Acceptance acceptance) {
    return new Orders.Acceptance(
        acceptance.jobId().bytes(),
        number(acceptance.attempt()),
        acceptance.offerId().bytes(),
        acceptance.price().perGfuel().units(),
        acceptance.stake().units(),
        number(acceptance.verifiers()),
        acceptance.maxRate(),
        number(acceptance.runTime().toSeconds()),
        acceptance.engine().padded().bytes(),
        number(acceptance.machineVersion()),
        acceptance.resumePoint().bytes(),
        number(acceptance.slotNonce()),
        seconds(acceptance.expiry()));
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

  static Result fromBinding(Market.Result result) {
    return new Result(
        Hash.of(result.outputDigest),
        Hash.of(result.outputChunks),
        ExitStatus.of(result.exitStatus.longValueExact()),
        fuel(result.fuelUsed),
        Hash.of(result.effects),
        result.trace.stream().map(Hash::of).toList());
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

  private static Optional<OutputKey> outputKey(Orders.Job job) {
    return job.outputKeyPrefix.signum() == 0
        ? Optional.empty()
        : Optional.of(new OutputKey(job.outputKeyPrefix.intValueExact(), Hash.of(job.outputKeyX)));
  }
}
