package souk.provider.journal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.PostgreSqlExtension;

class PostgreSqlProviderJournalTest extends ProviderJournalTest {
  @RegisterExtension private static final PostgreSqlExtension SERVER = new PostgreSqlExtension();

  private JournalPlace place;

  @BeforeEach
  void choosePlace() {
    place = SERVER.freshPlace();
  }

  @Override
  JournalPlace place() {
    return place;
  }
}
