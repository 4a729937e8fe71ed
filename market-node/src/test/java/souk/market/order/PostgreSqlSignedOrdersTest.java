package souk.market.order;

import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.PostgreSqlExtension;

class PostgreSqlSignedOrdersTest extends SignedOrdersTest {
  @RegisterExtension private static final PostgreSqlExtension SERVER = new PostgreSqlExtension();

  private Optional<JournalPlace> place = Optional.empty();

  @Override
  JournalPlace place() {
    place = place.or(() -> Optional.of(SERVER.freshPlace()));
    return place.orElseThrow();
  }
}
