package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgreSqlJournalTest extends JournalBehaviour {
  @RegisterExtension private static final PostgreSqlExtension SERVER = new PostgreSqlExtension();

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
