package souk.market.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.client.api.JobTurn;
import souk.client.session.ChainSession;
import souk.market.api.LastTurnDesk;
import souk.market.api.StateDesk.Receipt;
import souk.protocol.value.Hash;

/**
 * Keeps the turns that open public results of agent jobs: without them nothing that an agent asks
 * for is done. Takes them from anybody, since the result on chain says what they must be.
 */
public final class LastTurns implements LastTurnDesk {
  /** An agent has one turn at a time. */
  private static final int MOST_OF_A_CONSUMER = 16;

  private static final int MOST_TURNS = 20_000;

  private final LastTurnStore store;
  private final Endings endings;
  private final Duration grace;

  LastTurns(LastTurnStore store, Endings endings, Duration grace) {
    this.store = store;
    this.endings = endings;
    this.grace = grace;
  }

  /**
   * The turns in a session's journal.
   *
   * @param config how long they are kept: as long as states
   */
  public static LastTurns in(ChainSession session, LastStates.Config config) {
    return new LastTurns(
        new LastTurnStore(session.journal()), Endings.of(session.jobs()), config.grace());
  }

  /** The jobs whose turns are here, those that came last at the end. */
  public List<Hash> all() {
    return store.all();
  }

  /** Lets go of turns whose time is over, or whose jobs did not end with them. */
  public void tidy() {
    endings.blockTime().ifPresent(this::tidy);
  }

  private void tidy(Instant now) {
    store.forgetBefore(now.minus(grace));
    for (var turn : store.unsettled()) {
      switch (endings.fate(turn.jobId(), turn.turnHash())) {
        case OPEN -> {}
        case SETTLED -> store.settle(turn.jobId());
        case LOST -> store.forget(turn.jobId());
      }
    }
  }

  @Override
  public Receipt take(JobTurn turn) {
    var ending = endings.ending(turn.jobId()).filter(it -> turn.turn().opens(it.result()));
    var now = endings.blockTime();
    if (ending.isEmpty() || now.isEmpty()) {
      return new Receipt.Refused("no result of that agent job is public that this turn opens");
    }
    if (store.count() >= MOST_TURNS && store.turn(turn.jobId()).isEmpty()) {
      return new Receipt.OverQuota("there is no room for more turns now");
    }
    var turnHash = ending.get().lastTurn();
    store.keep(turn, turnHash, ending.get().consumer(), now.get(), MOST_OF_A_CONSUMER);
    return new Receipt.Kept();
  }

  @Override
  public Optional<JobTurn> turn(Hash jobId) {
    return store.turn(jobId);
  }
}
