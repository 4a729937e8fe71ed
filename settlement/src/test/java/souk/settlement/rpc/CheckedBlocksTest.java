package souk.settlement.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;

class CheckedBlocksTest {
  private static final Address CONTRACT = Address.parse("0x" + "7".repeat(40));
  private static final Court COURT =
      new Court(Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO);
  private static final Deployment DEPLOYMENT =
      new Deployment(
          1,
          Hash.ZERO,
          CONTRACT,
          Address.ZERO,
          Address.ZERO,
          COURT,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          6,
          0);

  @Test
  void tellsEveryBlockAndLogOfARange() throws IOException {
    try (var chain = new StubChain(CONTRACT, 300, 1_000);
        var endpoints = endpoints(32 << 20, chain.uri())) {
      var span = new CheckedBlocks(endpoints, DEPLOYMENT).span(7, 250);

      assertThat(span.blocks().stream().map(Head::number))
          .containsExactlyElementsOf(LongStream.rangeClosed(7, 250).boxed().toList());
      assertThat(span.logs()).isEqualTo(chain.logs(7, 250));
    }
  }

  @Test
  void asksForLessWhereAnEndpointTellsNoMoreAtOnce() throws IOException {
    try (var chain = new StubChain(CONTRACT, 300, 40);
        var endpoints = endpoints(32 << 20, chain.uri())) {
      var blocks = new CheckedBlocks(endpoints, DEPLOYMENT);

      assertThat(blocks.span(0, 299).logs()).isEqualTo(chain.logs(0, 299));

      var before = chain.asked().size();
      assertThat(blocks.span(100, 139).logs()).isEqualTo(chain.logs(100, 139));
      assertThat(chain.asked().size() - before).isLessThan(5);
    }
  }

  @Test
  void asksForLessWhereAnAnswerWouldBeTooLong() throws IOException {
    try (var chain = new StubChain(CONTRACT, 300, 1_000);
        var endpoints = endpoints(150_000, chain.uri())) {
      var span = new CheckedBlocks(endpoints, DEPLOYMENT).span(0, 299);

      assertThat(span.logs()).isEqualTo(chain.logs(0, 299));
      assertThat(chain.asked()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void goesToAnotherEndpointForBlocksThatOneDoesNotKnowYet() throws IOException {
    try (var late = new StubChain(CONTRACT, 250, 1_000);
        var chain = new StubChain(CONTRACT, 300, 1_000);
        var endpoints = endpoints(32 << 20, late.uri(), chain.uri())) {
      var span = new CheckedBlocks(endpoints, DEPLOYMENT).span(240, 299);

      assertThat(span.logs()).isEqualTo(chain.logs(240, 299));
    }
  }

  @Test
  void asksEveryEndpointForBlocksOfWhichOneHasKeptSomethingBack() throws IOException {
    try (var chain = new StubChain(CONTRACT, 300, 1_000);
        var other = new StubChain(CONTRACT, 300, 1_000);
        var endpoints = endpoints(32 << 20, chain.uri(), other.uri())) {
      var span = new CheckedBlocks(endpoints, DEPLOYMENT).spanOfAll(7, 50);

      assertThat(span.logs()).isEqualTo(chain.logs(7, 50));
      assertThat(other.asked()).hasSize(44).contains("7-7", "50-50");
    }
  }

  @Test
  void saysThatNobodyKnowsABlock() throws IOException {
    try (var chain = new StubChain(CONTRACT, 10, 1_000);
        var endpoints = endpoints(32 << 20, chain.uri())) {
      var blocks = new CheckedBlocks(endpoints, DEPLOYMENT);

      assertThatThrownBy(() -> blocks.span(5, 10))
          .isInstanceOfSatisfying(
              ChainException.class, failure -> assertThat(failure.isRetryable()).isTrue())
          .hasMessageContaining("does not know");
    }
  }

  private static Endpoints endpoints(int mostBytes, URI... uris) {
    var limits = new ConnectionLimits(Duration.ofSeconds(20), mostBytes, Duration.ofSeconds(10));
    return new Endpoints(List.of(uris), limits);
  }
}
