package souk.market.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import souk.client.api.AgentView;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentEvent.AgentCreated;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.IdentitySnapshot;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.PolicyDraft;

class RegistrationsTest {
  private static final AgentId ONE = new AgentId(1);
  private static final AgentId OTHER = new AgentId(2);
  private static final String URI = "ipfs://file";

  private final Map<AgentId, String> registry = new HashMap<>(Map.of(ONE, URI));
  private final ConcurrentLinkedQueue<AgentId> asked = new ConcurrentLinkedQueue<>();
  private final Registrations registrations = new Registrations(this::identity);
  private boolean isAway;

  private Optional<IdentitySnapshot> identity(AgentId id) {
    asked.add(id);
    if (isAway) {
      throw ChainException.retryable("nobody answers", null);
    }
    return Optional.ofNullable(registry.get(id))
        .map(uri -> new IdentitySnapshot(id, Address.ZERO, uri, Optional.empty()));
  }

  @Test
  void tellsWhereTheFilesAre() {
    registry.put(OTHER, "https://agents.example/2.json");

    assertThat(registrations.of(List.of(created(ONE, 1), created(OTHER, 1)))).isEqualTo(registry);
  }

  @Test
  void asksOnceForEachAgent() {
    registrations.of(List.of(created(ONE, 1)));

    assertThat(registrations.of(List.of(created(ONE, 1)))).containsEntry(ONE, URI);
    assertThat(asked).containsExactly(ONE);
  }

  @Test
  void doesNotTakeTheAgentOfAnotherForkForIt() {
    registrations.of(List.of(created(ONE, 1)));
    registry.put(ONE, "ipfs://other");

    assertThat(registrations.of(List.of(created(ONE, 2)))).containsEntry(ONE, "ipfs://other");
  }

  @Test
  void asksAgainForWhatWasNotTold() {
    assertThat(registrations.of(List.of(created(OTHER, 1)))).isEmpty();

    registry.put(OTHER, URI);
    isAway = true;
    assertThat(registrations.of(List.of(created(OTHER, 1)))).isEmpty();

    isAway = false;
    assertThat(registrations.of(List.of(created(OTHER, 1)))).containsEntry(OTHER, URI);
  }

  @Test
  void leavesOutWhatIsEmptyOrTooLong() {
    registry.put(ONE, "");
    assertThat(registrations.of(List.of(created(ONE, 1)))).isEmpty();

    registry.put(ONE, "x".repeat(AgentView.MOST_URI + 1));
    assertThat(registrations.of(List.of(created(ONE, 2)))).isEmpty();

    registry.put(ONE, "x".repeat(AgentView.MOST_URI));
    assertThat(registrations.of(List.of(created(ONE, 3)))).isEqualTo(registry);
  }

  @Test
  void doesNotAskTwiceForWhatIsTooLong() {
    registry.put(ONE, "x".repeat(AgentView.MOST_URI + 1));

    registrations.of(List.of(created(ONE, 1)));
    registrations.of(List.of(created(ONE, 1)));

    assertThat(asked).hasSize(1);
  }

  private static AgentCreated created(AgentId id, int fork) {
    var block = Digests.sha256(new byte[] {(byte) fork});
    return new AgentCreated(
        new LogPosition(7, block, block, 0),
        id,
        Address.ZERO,
        Address.ZERO,
        Optional.empty(),
        new AgentCode(Hash.ZERO, Hash.ZERO, 1),
        Hash.ZERO,
        Optional.empty(),
        PolicyDraft.of(new Fuel(1), Price.of(1)).policy());
  }
}
