package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Result;
import souk.protocol.job.Exit;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.Seat;
import souk.testnet.chain.AnvilExtension;
import souk.testnet.simulation.Conduct;
import souk.testnet.simulation.Conduct.Reveal;
import souk.testnet.simulation.Draw;
import souk.testnet.simulation.Outcome;
import souk.testnet.simulation.Outcome.Ending;
import souk.testnet.simulation.Quote;
import souk.testnet.simulation.Rules;
import souk.testnet.simulation.SimulatedMarket;
import souk.testnet.simulation.Standing;
import souk.testnet.simulation.Terms;

/**
 * The same jobs on the real contracts and in the simulation, which is given the draws the chain
 * made: rates, committees, endings, and everybody's money agree to the unit.
 */
class SimulationOnChainTest {
  private static final Duration EPOCH = Duration.ofHours(4);

  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereRecordsCount(EPOCH));

  private static final Terms TERMS = new Terms(1_000_000, Story.FUEL_LIMIT.units(), 0, 20, 2);

  /**
   * What a provider does with a job.
   *
   * @param accomplices verifiers that say what it says
   */
  private record Deed(String name, Result result, Reveal reveal, int accomplices) {
    static final Deed HONEST = new Deed("honest", Story.RESULT, Reveal.ALWAYS, 0);
    static final Deed WRONG = new Deed("wrong", Story.WRONG, Reveal.ALWAYS, 0);
    static final Deed INFLATED = new Deed("inflated", inflatedResult(), Reveal.ALWAYS, 0);
    static final Deed ONE_ACCOMPLICE = new Deed("one accomplice", Story.WRONG, Reveal.ALWAYS, 1);
    static final Deed WITHHELD = new Deed("withheld", Story.WRONG, Reveal.UNLESS_SAMPLED, 0);
    static final Deed COPIED = new Deed("copied", Story.WRONG, Reveal.NEVER, 0);

    Conduct conduct() {
      return new Conduct(result.equals(Story.RESULT), result.fuelUsed().units(), reveal);
    }

    private static Result inflatedResult() {
      var right = Story.RESULT;
      return new Result(
          right.outputDigest(),
          right.outputChunks(),
          right.exitStatus(),
          Story.FUEL_LIMIT,
          right.effects(),
          right.trace());
    }
  }

  private final Rules rules = new Rules.Protocol(Markets.whereRecordsCount(EPOCH));
  private final SimulatedMarket simulated =
      new SimulatedMarket(rules, Markets.whereRecordsCount(EPOCH));
  private final Standing standing = new Standing();
  private Story story;
  private Money expected;
  private int epoch;

  /** Everybody's money in the market. */
  private record Money(
      BigInteger bond,
      BigInteger balance,
      BigInteger consumer,
      BigInteger node,
      BigInteger verifiers,
      BigInteger burned) {
    Money after(Outcome outcome) {
      return new Money(
          bond.add(BigInteger.valueOf(outcome.bond())),
          balance.add(BigInteger.valueOf(outcome.balance())),
          consumer.add(BigInteger.valueOf(outcome.consumer())),
          node.add(BigInteger.valueOf(outcome.node())),
          verifiers.add(BigInteger.valueOf(outcome.verifiers())),
          burned.add(BigInteger.valueOf(outcome.burned())));
    }
  }

  @BeforeEach
  void begin() {
    story = new Story(MARKET, TERMS.stakeMultiple());
    expected = onChain();
  }

  @Test
  void agreesWithTheContractsOnEveryUnit() {
    // Two audits end the newcomer's time; the first fault makes the next five jobs sampled.
    playAll(Deed.HONEST, Deed.HONEST, Deed.WRONG, Deed.HONEST, Deed.WRONG);
    playAll(Deed.INFLATED, Deed.ONE_ACCOMPLICE, Deed.WITHHELD, Deed.COPIED);
    playAll(Deed.HONEST, Deed.HONEST, Deed.HONEST, Deed.HONEST, Deed.HONEST);
    nextEpoch();
    playAll(Deed.HONEST, Deed.COPIED, Deed.INFLATED, Deed.WRONG, Deed.WITHHELD);
    nextEpoch();
    playAll(Deed.HONEST, Deed.ONE_ACCOMPLICE, Deed.WRONG, Deed.COPIED, Deed.HONEST);
  }

  private void playAll(Deed... deeds) {
    Stream.of(deeds).forEach(this::play);
  }

  private void play(Deed deed) {
    var quote = simulated.quote(TERMS, standing);
    var job = story.post();
    var id = story.id(job);
    story.match(job);
    agreeOnTerms(quote, id);
    var draw = commitAndDraw(id, deed.result);

    var outcome =
        simulated.play(
            TERMS, quote, standing, deed.conduct(), draw, seats -> deed.accomplices, epoch);
    assertThat(story.job(id).state() instanceof JobState.AuditCommit)
        .as("sampled")
        .isEqualTo(outcome.isSampled());
    assertThat(carryOn(id, deed, outcome)).as(deed.name()).isEqualTo(outcome.ending());

    expected = expected.after(outcome);
    assertThat(onChain()).as("money after %s: %s", deed.name(), outcome).isEqualTo(expected);
    agreeOnWhatIsLearnt();
  }

  private void agreeOnTerms(Quote quote, Hash id) {
    var matched = story.job(id).match().orElseThrow();
    assertThat(matched.rate().shiftRight(40)).isEqualTo(BigInteger.valueOf(quote.rate()));
    assertThat(matched.verifiers()).isEqualTo(quote.verifiers());
    assertThat(matched.auditDeposit())
        .isEqualTo(Amount.of(rules.reward(quote, TERMS.fuelLimit())).times(2L * quote.verifiers()));
  }

  private Draw commitAndDraw(Hash id, Result result) {
    story.commit(id, result);
    var seedBlock = ((JobState.Committed) story.job(id).state()).seedBlock();
    assertThat(story.exit(id)).isEqualTo(Exit.DRAW);
    var commitment =
        Evidence.commitment(
            MARKET.deployment().domain(),
            id,
            0,
            Evidence.resultRoot(result),
            Story.SALT,
            story.provider.address());
    return ChainDraw.of(MARKET.chain().block(seedBlock).orElseThrow().hash(), id, commitment);
  }

  /** Takes a drawn job to its end. */
  private Ending carryOn(Hash id, Deed deed, Outcome outcome) {
    if (outcome.isSampled()) {
      return audit(id, deed, outcome.seats());
    }
    if (deed.reveal == Reveal.NEVER) {
      assertThat(story.exit(id)).isEqualTo(Exit.REASSIGN);
      cancel(id);
      return Ending.LATE;
    }
    story.reveal(id, deed.result);
    return settle(id);
  }

  private Ending audit(Hash id, Deed deed, int seats) {
    assertThat(story.exit(id)).isEqualTo(Exit.SEAT);
    var seated = story.seatsThatAre(Seat.Status.WAITING, id);
    assertThat(seated).hasSize(seats);
    seated.forEach(seat -> story.commitAnswer(seat, id, answer(seat, deed)));
    if (deed.reveal == Reveal.ALWAYS) {
      story.reveal(id, deed.result);
    }
    seated.forEach(seat -> story.revealAnswer(seat, id, answer(seat, deed)));
    var exit = story.exit(id);
    if (exit == Exit.CONDEMN) {
      cancel(id);
      return Ending.CONDEMNED;
    }
    assertThat(exit).isEqualTo(Exit.CLOSE_AUDIT);
    if (story.job(id).state() instanceof JobState.Revealed) {
      return settle(id);
    }
    assertThat(story.exit(id)).isEqualTo(Exit.SEAT_JURY);
    story.judge(id, Story.RESULT);
    cancel(id);
    return Ending.CONVICTED;
  }

  private static Result answer(Seat seat, Deed deed) {
    return seat.number() < deed.accomplices ? deed.result : Story.RESULT;
  }

  private Ending settle(Hash id) {
    assertThat(story.exit(id)).isEqualTo(Exit.SETTLE);
    assertThat(story.job(id).state()).isEqualTo(new JobState.Settled());
    return Ending.SETTLED;
  }

  private void cancel(Hash id) {
    MARKET.land(story.consumer, new Call.CancelJobs(List.of(id)));
    assertThat(story.job(id).state()).isEqualTo(new JobState.Refunded());
  }

  private void agreeOnWhatIsLearnt() {
    var known = MARKET.chain().conditions(story.provider.address());
    var climate = simulated.climate();
    assertThat(known.floor().shiftRight(40)).isEqualTo(BigInteger.valueOf(climate.floor()));
    assertThat(known.meanPrice().perGfuel()).isEqualTo(Amount.of(climate.meanPrice()));
    assertThat(known.audited()).isEqualTo(Amount.of(standing.audited()));
    assertThat(known.faults()).isEqualTo(standing.faults());
    assertThat(known.cleanAuditsOwed()).isEqualTo(standing.cleanAuditsOwed());
  }

  private void nextEpoch() {
    MARKET.anvil().passTime(EPOCH);
    epoch++;
  }

  private Money onChain() {
    var chain = MARKET.chain();
    var provider = chain.provider(story.provider.address());
    var verifiers =
        story.verifiers.stream()
            .map(
                key -> {
                  var bond = chain.verifier(key.address());
                  return bond.free().plus(bond.locked()).plus(balance(key.address()));
                })
            .reduce(Amount.ZERO, Amount::plus);
    return new Money(
        provider.free().plus(provider.locked()).units(),
        balance(story.provider.address()).units(),
        balance(story.consumer.address()).units(),
        balance(story.node.address()).units(),
        verifiers.units(),
        chain.burned().units());
  }

  private static Amount balance(Address account) {
    return MARKET.chain().account(account).marketBalance();
  }
}
