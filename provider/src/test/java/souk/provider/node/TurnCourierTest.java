package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.client.api.SignedCheckpoint;
import souk.client.market.MarketException;
import souk.client.market.TurnSink;
import souk.client.run.JobRunner;
import souk.client.turn.TurnParcel;
import souk.protocol.job.OutputKey;
import souk.protocol.seal.Ecies;
import souk.provider.journal.AttemptId;
import souk.runtime.state.Place;
import souk.settlement.keys.AccountKey;

class TurnCourierTest {
  private static final AttemptId ID = new AttemptId(Fixtures.hash(1), 0);
  private static final TurnSigner SIGNER =
      new TurnSigner(Fixtures.DOMAIN, AccountKey.random(new SecureRandom()));
  private static final List<ReachedTurn> TURNS = turns();

  private final FakeNode node = new FakeNode();
  private final TurnCouriers couriers =
      new TurnCouriers(List.of(node), new SecureRandom(), new ProviderLog(6));

  @BeforeEach
  void beginWithTheFirstTurn() throws InterruptedException {
    couriers.take(TURNS.getFirst());
    assertThat(node.next().base()).isZero();
  }

  @AfterEach
  void close() {
    couriers.close();
  }

  @Test
  void bringsWhatChangedToWhoHasTheTurnBefore() throws InterruptedException {
    couriers.take(TURNS.get(1));

    assertThat(node.next())
        .isEqualTo(
            new TurnParcel(
                1, TURNS.get(1).place().checkpoint(), TURNS.get(1).delta().orElseThrow()));
    assertThat(node.place).contains(TURNS.get(1).place());
  }

  @Test
  void bringsTheWholeStateToWhoHasAnother() throws InterruptedException {
    couriers.take(TURNS.get(2));

    assertThat(node.next().base()).isZero();
    assertThat(node.place).contains(TURNS.get(2).place());
  }

  @Test
  void bringsTheWholeStateToANodeThatLostTheTurnBefore() throws InterruptedException {
    node.place = Optional.empty();
    couriers.take(TURNS.get(1));

    assertThat(node.next().base()).isZero();
    assertThat(node.place).contains(TURNS.get(1).place());
  }

  @Test
  void bringsTheNewestOnceANodeIsBack() throws InterruptedException {
    node.isAway = true;
    couriers.take(TURNS.get(1));
    couriers.take(TURNS.get(2));
    couriers.take(TURNS.get(3));
    node.isAway = false;

    while (!node.place.equals(Optional.of(TURNS.get(3).place()))) {
      node.next();
    }
  }

  @Test
  void sealsToTheKeyTheNodeHasNow() throws InterruptedException {
    node.secret = BigInteger.TEN;
    couriers.take(TURNS.get(1));

    node.next();
    assertThat(node.place).contains(TURNS.get(1).place());
  }

  private static List<ReachedTurn> turns() {
    var turns = new ArrayList<ReachedTurn>();
    new JobRunner(Agents.SOURCES, new DyingEngine())
        .run(
            Agents.SPEC,
            Optional.empty(),
            (now, delta, state) -> {
              if (now.end().isEmpty()) {
                var place = new Place(now, state.snapshot());
                turns.add(new ReachedTurn(ID, SIGNER.sign(ID, now), place, delta));
              }
            });
    return turns;
  }

  /** Keeps the last turn that follows what it has. */
  private static final class FakeNode implements TurnSink {
    volatile boolean isAway;
    volatile BigInteger secret = BigInteger.TWO;
    volatile Optional<Place> place = Optional.empty();
    private final LinkedBlockingQueue<TurnParcel> taken = new LinkedBlockingQueue<>();

    TurnParcel next() throws InterruptedException {
      var parcel = taken.poll(20, TimeUnit.SECONDS);
      assertThat(parcel).isNotNull();
      return parcel;
    }

    @Override
    public OutputKey sealingKey() {
      return Ecies.outputKey(secret);
    }

    @Override
    public void put(SignedCheckpoint signed, byte[] sealed) {
      if (isAway) {
        throw new MarketException("away", true);
      }
      try {
        var checkpoint = signed.checkpoint();
        var parcel = TurnParcel.decode(Ecies.open(secret, checkpoint.jobId(), sealed));
        var before = parcel.base() == 0 ? Optional.<Place>empty() : place;
        if (before.map(it -> it.checkpoint().turns()).orElse(0) != parcel.base()) {
          throw new MarketException("the turn before is not here", false);
        }
        place = Optional.of(parcel.open(before.map(Place::state), checkpoint));
        taken.add(parcel);
      } catch (IllegalArgumentException e) {
        throw new MarketException(String.valueOf(e.getMessage()), false);
      }
    }
  }
}
