package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.TERMS;
import static souk.provider.node.Fixtures.head;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Price;
import souk.provider.journal.PriceJournal;
import souk.provider.price.Heard;
import souk.provider.price.MarketPrices;
import souk.provider.price.PricePolicy;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.journal.Journal;

class PriceSetterTest {
  private static final Duration EPOCH = Duration.ofHours(24);
  private static final long HOUR = 3_600;

  @TempDir private Path directory;
  private Journal file;
  private PriceJournal journal;
  private long asked = 1_000;
  private boolean isCut;

  @BeforeEach
  void open() {
    file = Journal.open(directory.resolve("provider.db"));
    journal = PriceJournal.in(file);
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void beginsWhereTheMarketIsAndWritesThatDown() {
    var setter = setter();

    assertThat(setter.atBlock(head(1), false)).isTrue();

    assertThat(setter.get()).isEqualTo(TERMS.withPrice(Price.of(1_000)));
    var decision = journal.last().orElseThrow();
    assertThat(decision.price()).isEqualTo(Price.of(1_000));
    assertThat(decision.at()).isEqualTo(head(1).time());
    assertThat(decision.reason()).startsWith("where the market is; ");
  }

  @Test
  void looksAgainAfterAPartOfAnEpoch() {
    var setter = setter();
    setter.atBlock(head(1), false);
    asked = 2_000;

    setter.atBlock(head(HOUR), true);
    assertThat(setter.get().price()).isEqualTo(Price.of(1_000));
    setter.atBlock(head(1 + HOUR), true);
    assertThat(setter.get().price()).isEqualTo(Price.of(1_100));
  }

  @Test
  void doesNotMoveBeforeTheLastPriceIsOnOffer() {
    var setter = setter();
    setter.atBlock(head(1), false);
    asked = 2_000;

    setter.atBlock(head(2 * HOUR), false);

    assertThat(setter.get().price()).isEqualTo(Price.of(1_000));
  }

  @Test
  void goesOnFromItsLastPriceAfterARestart() {
    setter().atBlock(head(1), false);
    asked = 2_000;

    var restarted = setter();

    assertThat(restarted.get().price()).isEqualTo(Price.of(1_000));
    restarted.atBlock(head(2), true);
    assertThat(restarted.get().price()).isEqualTo(Price.of(1_100));
  }

  @Test
  void offersNothingUntilItHasSeenTheMarket() {
    isCut = true;
    var setter = setter();

    assertThat(setter.atBlock(head(1), false)).isFalse();

    isCut = false;
    assertThat(setter.atBlock(head(2), false)).isTrue();
  }

  @Test
  void keepsItsPriceWhileTheChainCannotBeAsked() {
    var setter = setter();
    setter.atBlock(head(1), false);
    isCut = true;

    assertThat(setter.atBlock(head(2 * HOUR), true)).isTrue();
    assertThat(setter.get().price()).isEqualTo(Price.of(1_000));
  }

  private PriceSetter setter() {
    var policy = new PricePolicy(Price.of(500), Price.of(10));
    return new PriceSetter(policy, TERMS, this::market, journal, EPOCH, new ProviderLog(6));
  }

  private MarketPrices market(Head now) {
    if (isCut) {
      throw ChainException.retryable("no endpoint answers at block " + now.number(), null);
    }
    var heard = List.of(new Heard(Price.of(asked), BigInteger.ONE));
    return new MarketPrices(Price.of(1_500), BigInteger.ZERO, 100, List.of(), heard);
  }
}
