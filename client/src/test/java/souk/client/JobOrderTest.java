package souk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import souk.client.api.WireLimits;
import souk.client.market.MarketException;
import souk.client.run.JobRunner;
import souk.client.run.JobSources;
import souk.client.run.Preparation;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.job.JobKind;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.runtime.engine.EndiveEngine;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.settlement.keys.AccountKey;

class JobOrderTest {
  /** Exports a memory of one page and a {@code _start} that does nothing. */
  private static final Bytes MODULE =
      Bytes.of(
          HexFormat.of()
              .parseHex(
                  "0061736d01000000"
                      + "010401600000"
                      + "03020100"
                      + "0503010001"
                      + "071302066d656d6f727902"
                      + "00065f73746172740000"
                      + "0a040102000b"));

  /** Exports {@code turn}, which counts in its memory and pays that much. */
  private static final Bytes AGENT =
      Bytes.of(
          HexFormat.of()
              .parseHex(
                  "0061736d01000000010a0260027f7f017f600000020c0104736f756b0370"
                      + "61790000030201010503010001071102066d656d6f72790200047475726e"
                      + "00010a1b01190041c00041c0002d000041016a3a0000410041c00010001a0b"));

  private static final AgentInput GIVEN =
      new AgentInput(
          new Fuel(10_000),
          Amount.of(7),
          List.of(new Message(Address.ZERO, Amount.ZERO, new byte[] {1})));

  private static final byte[] MISSING = {};
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final SecureRandom random = new SecureRandom();
  private final AccountKey key = AccountKey.random(random);

  @Test
  void providersFetchExactlyWhatWasAskedFor() {
    var files = new TreeMap<String, Bytes>();
    files.put("a/b.txt", Bytes.utf8("text"));
    var arguments = new Arguments(List.of("-v"), new TreeMap<>());
    var invocation = new Invocation(MODULE, arguments, Bytes.utf8("in"), files);

    var order = order(invocation);

    var runner =
        new JobRunner(
            new JobSources(
                (digest, _) -> order.blobs().getOrDefault(digest, MISSING),
                root -> {
                  throw new MarketException("no state " + root, false);
                }),
            EndiveEngine.compiled());
    assertThat(runner.prepare(order.spec()))
        .isEqualTo(new Preparation.Ready(invocation, Optional.empty()));
  }

  @Test
  void whatIsMissingIsNotNamed() {
    var order = order(Invocation.of(MODULE, Bytes.EMPTY));

    assertThat(order.spec().arguments().isZero()).isTrue();
    assertThat(order.spec().mounts().isZero()).isTrue();
    assertThat(order.blobs()).containsOnlyKeys(order.spec().module(), order.spec().input());
  }

  @Test
  void twoEqualRequestsAreTwoJobs() {
    var invocation = Invocation.of(MODULE, Bytes.EMPTY);

    assertThat(order(invocation).spec().salt()).isNotEqualTo(order(invocation).spec().salt());
  }

  @Test
  void theJobWaitsAsLongAsItsPatience() {
    var request =
        JobRequest.of(Invocation.of(MODULE, Bytes.EMPTY), new Fuel(1), Price.of(1))
            .withPatience(Duration.ofMinutes(7));

    var spec = JobOrder.of(request, key, NOW, 0, random).spec();

    assertThat(spec.postedAt()).isEqualTo(NOW);
    assertThat(spec.latestFinish()).isEqualTo(NOW.plusSeconds(7 * 60));
  }

  @Test
  void anAgentsOrderSaysItsTurnsAndGivesWhatItHasForInput() {
    var request = request(Invocation.of(AGENT, Bytes.EMPTY)).withTurns(5, GIVEN);

    var order = JobOrder.of(request, key, NOW, 0, random);

    assertThat(order.spec().kind()).isEqualTo(JobKind.AGENT_JOB);
    assertThat(order.spec().turnLimit()).isEqualTo(5);
    assertThat(order.blobs().get(order.spec().input())).isEqualTo(AgentInputCodec.encode(GIVEN));
  }

  @Test
  void refusesAnAgentAsACommandAndACommandAsAnAgent() {
    assertRefused(Invocation.of(AGENT, Bytes.EMPTY));
    assertRefused(request(Invocation.of(MODULE, Bytes.EMPTY)).withTurns(5, GIVEN));
  }

  @Test
  void refusesWhatIsNoModule() {
    assertRefused(Invocation.of(Bytes.utf8("#!/bin/sh"), Bytes.EMPTY));
  }

  @Test
  void refusesAnInputTooLargeForMarketNodes() {
    assertRefused(Invocation.of(MODULE, Bytes.of(new byte[WireLimits.MAX_BLOB_BYTES + 1])));
  }

  private void assertRefused(Invocation invocation) {
    assertRefused(request(invocation));
  }

  private void assertRefused(JobRequest request) {
    assertThatExceptionOfType(SoukException.class)
        .isThrownBy(() -> JobOrder.of(request, key, NOW, 0, random))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private JobOrder order(Invocation invocation) {
    return JobOrder.of(request(invocation), key, NOW, 0, random);
  }

  private static JobRequest request(Invocation invocation) {
    return JobRequest.of(invocation, new Fuel(1_000_000), Price.of(1));
  }
}
