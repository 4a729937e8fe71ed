package souk.testnet.settlement;

import org.junit.jupiter.api.extension.RegisterExtension;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.PostgreSqlExtension;

class PostgreSqlOutboxTest extends OutboxBehaviour {
  @RegisterExtension private static final PostgreSqlExtension SERVER = new PostgreSqlExtension();

  @Override
  JournalPlace freshPlace() {
    return SERVER.freshPlace();
  }
}
