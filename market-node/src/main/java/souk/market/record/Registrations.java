package souk.market.record;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.function.Function;
import souk.client.api.AgentView;
import souk.settlement.chain.AgentEvent.AgentCreated;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.IdentitySnapshot;
import souk.settlement.chain.LogPosition;

/**
 * Where agents' registration files are. An agent's account does nothing but what the contract of
 * agents has it do, so this stays what it was when the agent was created. Thread-safe.
 */
final class Registrations {
  private static final int MOST = 5_000;

  private final LastingAnswers<Creation, String> uris;

  private record Creation(AgentId agent, LogPosition at) {
    static Creation of(AgentCreated event) {
      return new Creation(event.agent(), event.at());
    }
  }

  /**
   * @param identities the registry's entries
   */
  Registrations(Function<AgentId, Optional<IdentitySnapshot>> identities) {
    this.uris =
        new LastingAnswers<>(
            MOST, asked -> identities.apply(asked.agent()).map(it -> bounded(it.uri())));
  }

  /** Empty for one that says too much. */
  private static String bounded(String uri) {
    return uri.length() > AgentView.MOST_URI ? "" : uri;
  }

  /**
   * The address of each agent's file; without those that have none, or a longer one than {@link
   * AgentView#MOST_URI}, or that the chain does not tell.
   */
  Map<AgentId, String> of(Collection<AgentCreated> agents) {
    return uris.to(agents.stream().map(Creation::of).toList()).entrySet().stream()
        .filter(uri -> !uri.getValue().isEmpty())
        .collect(toMap(uri -> uri.getKey().agent(), Entry::getValue, (one, other) -> one));
  }
}
