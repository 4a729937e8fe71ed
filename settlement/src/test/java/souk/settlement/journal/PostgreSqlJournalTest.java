package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgreSqlJournalTest extends JournalBehaviour {
  @RegisterExtension private static final PostgreSqlExtension SERVER = new PostgreSqlExtension();

  private static final int CHANGES = 100;
  private static final Schema COUNTER =
      new Schema(
          "counter",
          List.of(
              "create table counter (number bigint not null)",
              "insert into counter (number) values (0)"));

  @Override
  JournalPlace freshPlace() {
    return SERVER.freshPlace();
  }

  @Test
  void opensForItsNextOwnerOnceTheFirstIsGone() {
    try (var first = openWithNotes()) {
      first.transact(session -> insert(session, 1, "first"));
    }

    try (var second = openWithNotes()) {
      assertThat(notes(second)).containsExactly("first");
      assertThat(second.lease().term()).hasValue(2);
    }
  }

  @Test
  void replicasThatChangeTheSameRowBothGetTheirWay() throws Exception {
    try (var one = Journal.share(place());
        var other = Journal.share(place());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      one.migrate(COUNTER);
      var counting =
          threads.invokeAll(List.of(counting(one), counting(other)), 60, TimeUnit.SECONDS);
      for (var counted : counting) {
        counted.get();
      }

      assertThat(count(one)).isEqualTo(2 * CHANGES);
    }
  }

  private static Callable<Void> counting(Journal journal) {
    return () -> {
      for (var i = 0; i < CHANGES; i++) {
        journal.transact(session -> session.update("update counter set number = number + 1"));
      }
      return null;
    };
  }

  private static long count(Journal journal) {
    return journal
        .read(session -> session.first("select number from counter", row -> row.number("number")))
        .orElseThrow();
  }

  @Test
  void neverShowsThePassword() {
    var place = (JournalPlace.PostgreSql) place();
    var wrong = new JournalPlace.PostgreSql(place.url(), "nobody_we_know", place.password());
    var password = place.password().orElseThrow().read();

    assertThat(place.toString()).doesNotContain(password);
    assertThatThrownBy(() -> Journal.open(wrong))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("nobody_we_know")
        .satisfies(e -> assertThat(allMessages(e)).doesNotContain(password));
  }

  @Test
  void saysThatAServerDoesNotAnswer() {
    var nowhere =
        new JournalPlace.PostgreSql("jdbc:postgresql://127.0.0.1:1/souk", "souk", Optional.empty());

    assertThatThrownBy(() -> Journal.open(nowhere))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("127.0.0.1:1/souk as souk cannot be opened");
  }

  private static String allMessages(Throwable failure) {
    var text = new StringBuilder();
    for (var at = failure; at != null; at = at.getCause()) {
      text.append(at).append('\n');
    }
    return text.toString();
  }
}
