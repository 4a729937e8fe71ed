package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.address;
import static souk.market.node.Samples.hash;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import souk.market.match.Rank;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

class JobTurnsTest {
  private static final int STEP = 4;
  private static final Address SELF = address(30);
  private static final Address OTHER = address(31);
  private static final Hash FIRST = job(0);
  private static final Hash SECOND = job(1);

  private final AtomicReference<Set<Address>> peers = new AtomicReference<>(Set.of(OTHER));
  private final JobTurns turns = new JobTurns(SELF, peers::get, STEP);

  @Test
  void theFirstActsAtOnce() {
    turns.open(FIRST, 0, 100);

    assertThat(turns.takeDue(100)).containsExactly(FIRST);
  }

  @Test
  void theSecondFollowsSomeBlocksLater() {
    turns.takeDue(99);
    turns.open(SECOND, 0, 100);

    assertThat(turns.takeDue(103)).isEmpty();
    assertThat(turns.takeDue(104)).containsExactly(SECOND);
  }

  @Test
  void aTurnComesOnceForAnAttempt() {
    turns.open(FIRST, 0, 100);
    turns.takeDue(100);
    turns.open(FIRST, 0, 101);

    assertThat(turns.takeDue(200)).isEmpty();

    turns.open(FIRST, 1, 201);

    assertThat(turns.takeDue(201)).containsExactly(FIRST);
  }

  @Test
  void aClosedJobHasNoTurn() {
    turns.takeDue(99);
    turns.open(SECOND, 0, 100);
    turns.close(SECOND);

    assertThat(turns.takeDue(200)).isEmpty();
  }

  @Test
  void whatADeadPeerWasFirstForIsOursAtOnce() {
    turns.takeDue(99);
    turns.open(SECOND, 0, 100);
    turns.takeDue(101);

    peers.set(Set.of());

    assertThat(turns.takeDue(102)).containsExactly(SECOND);
  }

  /** A job this node has that rank for, beside the other. */
  private static Hash job(int rank) {
    var number = 1;
    while (Rank.of(hash(number), SELF, List.of(OTHER)) != rank) {
      number++;
    }
    return hash(number);
  }
}
