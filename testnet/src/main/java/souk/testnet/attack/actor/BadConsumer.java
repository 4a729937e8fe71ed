package souk.testnet.attack.actor;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.JobRequest;
import souk.client.Wishes;
import souk.client.api.WireLimits;
import souk.client.blob.BlobContent;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.job.Arguments;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Machine;
import souk.settlement.chain.Call;

/** Posts jobs nobody should have to run. */
final class BadConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(BadConsumer.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Price CEILING = Price.of(2_500_000);
  private static final Fuel FUEL = new Fuel(1_000_000_000);
  private static final int PAGES = 1_024;
  private static final int MOST_PAGES = 65_536;

  private final Foothold foothold;

  BadConsumer(Foothold foothold) {
    this.foothold = foothold;
  }

  /** Jobs whose module nobody has, or is no module, or calls what the machine does not have. */
  void postUnrunnable() throws InterruptedException {
    var garbage = "no module".getBytes(StandardCharsets.US_ASCII);
    var foreign = Modules.callingTheHost();
    upload(garbage);
    upload(foreign);
    perform(
        List.of(
            spec(Digests.keccak256(new byte[] {1}), new byte[0], FUEL, PAGES, CEILING, 1),
            spec(Digests.sha256(garbage), garbage, FUEL, PAGES, CEILING, 2),
            spec(Digests.sha256(foreign), foreign, FUEL, PAGES, CEILING, 3)));
  }

  /**
   * Jobs that never end, eat all memory, or call themselves until the stack is gone.
   *
   * @param blocked providers that none of them is for
   */
  void postHostile(List<Address> blocked) throws InterruptedException {
    var wishes = new Wishes(Optional.empty(), Set.of(), Amount.ZERO, List.of(), blocked);
    for (var module : List.of(Modules.endless(), Modules.hungry(), Modules.recursive())) {
      var invocation =
          new Invocation(Bytes.of(module), Arguments.NONE, Bytes.EMPTY, new TreeMap<>());
      var request = JobRequest.of(invocation, FUEL, CEILING).withPatience(PATIENCE);
      var unused = foothold.souk().post(request.withWishes(wishes));
    }
  }

  /** Jobs of more fuel, memory and value than anybody has, and a blob larger than any may be. */
  void postHuge() throws InterruptedException {
    var module = Modules.endless();
    var digest = Digests.sha256(module);
    upload(module);
    var jobs = new ArrayList<JobSpec>();
    for (var i = 0; i < 32; i++) {
      jobs.add(spec(digest, module, new Fuel(1L << 50), MOST_PAGES, Price.of(1), i));
    }
    perform(jobs);
    upload(new byte[WireLimits.MAX_BLOB_BYTES + 1]);
  }

  private void perform(List<JobSpec> jobs) throws InterruptedException {
    foothold.session().perform("post", new Call.PostJobs(jobs));
  }

  private void upload(byte[] blob) {
    try {
      MarketNodes.at(foothold.markets())
          .putBlob(BlobContent.of(blob), foothold.session().uploadSigner());
    } catch (MarketException | IllegalArgumentException e) {
      LOG.info("{} bytes were refused: {}", blob.length, e.getMessage());
    }
  }

  private JobSpec spec(Hash module, byte[] bytes, Fuel fuel, int pages, Price ceiling, int number) {
    var now = foothold.session().chain().head().time();
    return new JobSpec(
        foothold.address(),
        CodeId.of(module, Machine.VERSION),
        module,
        Digests.sha256(new byte[0]),
        Hash.ZERO,
        Hash.ZERO,
        ChunkTree.pair(bytes, new byte[0]),
        JobKind.COMMAND,
        fuel,
        pages,
        0,
        ceiling,
        Amount.ZERO,
        0,
        5,
        Tags.NONE,
        now.plus(PATIENCE),
        now,
        Optional.of(foothold.key().outputKey()),
        Hash.ZERO,
        0,
        BigInteger.valueOf(number));
  }
}
