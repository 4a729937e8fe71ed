package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.codec.Evidence;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.OutputKey;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.web3j.ContractDigests;
import souk.testnet.chain.AnvilExtension;

/** Java and Solidity compute the same digests. */
class DigestsPropertiesTest {
  @RegisterExtension private static final AnvilExtension ANVIL = new AnvilExtension();

  private ContractDigests solidity;
  private MarketDomain java;

  @BeforeEach
  void connect() {
    solidity = new ContractDigests(ANVIL.anvil().endpoint(), ANVIL.deployment());
    java = ANVIL.deployment().domain();
  }

  @AfterEach
  void disconnect() {
    solidity.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @Test
  void agreeOnTheDomain() {
    assertThat(java.separator()).isEqualTo(solidity.separator());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnOffers(long seed) {
    var offer = new Values(seed).offer();

    assertThat(java.offerId(offer)).isEqualTo(solidity.offerId(offer));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnJobs(long seed) {
    var job = new Values(seed).job();

    assertThat(java.jobId(job)).isEqualTo(solidity.jobId(job));
    assertThat(MarketDomain.workHash(job)).isEqualTo(solidity.workHash(job));
    assertThat(java.jobId(job)).isEqualTo(solidity.jobIdOf(MarketDomain.workHash(job), job));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnAcceptances(long seed) {
    var random = new Values(seed);
    var acceptance = random.acceptance();
    var node = random.address();

    assertThat(java.acceptanceDigest(acceptance, node))
        .isEqualTo(solidity.acceptance(acceptance, node));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnCommitments(long seed) {
    var random = new Values(seed);
    var job = random.hash();
    var attempt = random.below(256);
    var root = random.hash();
    var salt = random.hash();
    var party = random.address();
    var round = random.below(4);

    assertThat(Evidence.commitment(java, job, attempt, root, salt, party))
        .isEqualTo(solidity.commitment(job, attempt, root, salt, party));
    assertThat(
            Evidence.answerCommitment(
                java, ANVIL.deployment().court().audits(), job, attempt, round, root, salt, party))
        .isEqualTo(solidity.answerCommitment(job, attempt, round, root, salt, party));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnVotes(long seed) {
    var random = new Values(seed);
    var claim = random.hash();
    var round = random.below(3);
    var finding = random.hash();
    var salt = random.hash();
    var juror = random.address();
    var jury = ANVIL.deployment().court().jury();

    assertThat(Evidence.voteCommitment(java, jury, claim, round, finding, salt, juror))
        .isEqualTo(solidity.voteCommitment(claim, round, finding, salt, juror));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnSeals(long seed) {
    var random = new Values(seed);
    var job = random.hash();
    var attempt = random.below(256);
    var turn = new Item.Turn(random.below(Result.MAX_TURNS));
    var finding = random.hash();
    var salt = random.hash();
    var challenger = random.address();
    var disputes = ANVIL.deployment().court().disputes();

    assertThat(
            Evidence.challengeSeal(java, disputes, job, attempt, turn, finding, salt, challenger))
        .isEqualTo(solidity.challengeSeal(job, attempt, turn, finding, salt, challenger));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnCheckpoints(long seed) {
    var random = new Values(seed);
    var checkpoint =
        new JobCheckpoint(
            random.hash(),
            random.below(256),
            1 + random.below(JobCheckpoint.MAX_TURNS),
            random.hash(),
            random.hash(),
            random.fuel(),
            random.hash(),
            random.hash());

    assertThat(java.checkpointDigest(checkpoint)).isEqualTo(solidity.checkpoint(checkpoint));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnResultRootsAndItems(long seed) {
    var random = new Values(seed);
    var result = random.result();
    var turn = new Item.Turn(random.below(Result.MAX_TURNS));

    assertThat(solidity.item(result, new Item.Whole())).isEqualTo(Evidence.resultRoot(result));
    assertThat(solidity.item(result, turn)).isEqualTo(Evidence.item(result, turn));
    for (var code = 1; code <= 5; code++) {
      var item = Item.of(code);
      assertThat(solidity.item(result, item)).isEqualTo(Evidence.item(result, item));
    }
  }

  /** Values anywhere in their range, by seed. */
  private static final class Values {
    private final Random random;

    Values(long seed) {
      random = new Random(seed);
    }

    Offer offer() {
      return new Offer(
          address(),
          price(),
          5 + below(Integer.MAX_VALUE - 5),
          fuel(),
          1 + below(65_536),
          fuel(),
          1 + below(Integer.MAX_VALUE - 1),
          new Tags(number(256)),
          engine(),
          hash(),
          time(),
          nonce(),
          number(256));
    }

    JobSpec job() {
      var agent = random.nextBoolean();
      return new JobSpec(
          address(),
          hash(),
          hash(),
          hash(),
          hash(),
          hash(),
          hash(),
          agent ? JobKind.AGENT_JOB : JobKind.COMMAND,
          fuel(),
          1 + below(65_536),
          agent ? 1 + below(64) : 0,
          price(),
          new Amount(number(128)),
          below(256),
          below(Integer.MAX_VALUE),
          new Tags(number(256)),
          time(),
          time(),
          random.nextBoolean()
              ? Optional.of(new OutputKey(2 + below(2), hash()))
              : Optional.empty(),
          hash(),
          nonce(),
          number(256));
    }

    Acceptance acceptance() {
      return new Acceptance(
          hash(),
          below(256),
          hash(),
          price(),
          new Amount(number(128)),
          below(256),
          number(64),
          Duration.ofSeconds(below(Integer.MAX_VALUE)),
          engine(),
          below(Integer.MAX_VALUE),
          hash(),
          hash(),
          new SlotNonce(below(Integer.MAX_VALUE), below(Integer.MAX_VALUE)),
          time());
    }

    Result result() {
      return new Result(
          hash(),
          hash(),
          ExitStatus.of(random.nextLong((1L << 32) + 1)),
          fuel(),
          hash(),
          Stream.generate(this::hash).limit(below(Result.MAX_TURNS + 1)).toList());
    }

    private long nonce() {
      return random.nextLong() >>> 1;
    }

    Hash hash() {
      var bytes = new byte[Hash.SIZE];
      random.nextBytes(bytes);
      return Hash.of(bytes);
    }

    Address address() {
      var bytes = new byte[Address.SIZE];
      random.nextBytes(bytes);
      return Address.of(bytes);
    }

    int below(int bound) {
      return random.nextInt(bound);
    }

    private Price price() {
      return new Price(new Amount(number(128)));
    }

    private Fuel fuel() {
      return new Fuel(Math.max(1, random.nextLong() >>> 1));
    }

    private EngineName engine() {
      return new EngineName("engine-" + below(1_000_000));
    }

    private Instant time() {
      return Instant.ofEpochSecond(random.nextLong() >>> 28);
    }

    private BigInteger number(int bits) {
      return new BigInteger(bits, random);
    }
  }
}
