package souk.cli.command;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import souk.cli.console.CommandException;
import souk.client.api.AgentView;
import souk.client.api.Json;
import souk.client.api.MessageView;
import souk.client.api.TurnView;
import souk.client.api.WireLimits;
import souk.client.market.MarketNodes;
import souk.client.market.Page;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.runtime.state.StateCodec;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Chain;

/** All there is to know of an agent: told by market nodes, held against what is on chain. */
final class AgentExport {
  private static final Page PAGE = new Page(WireLimits.MAX_RECORDS, Optional.empty());
  private static final int MESSAGES_AT_ONCE = 200;

  private final Chain chain;
  private final MarketNodes nodes;
  private final AgentSnapshot agent;

  AgentExport(Chain chain, MarketNodes nodes, AgentSnapshot agent) {
    this.chain = chain;
    this.nodes = nodes;
    this.agent = agent;
  }

  /**
   * The agent and its terms.
   *
   * @throws CommandException if the node that tells of it is wrong, or behind
   */
  AgentView view() {
    var view = known(nodes.agent(agent.id().number()));
    if (!view.account().equals(agent.account())
        || !view.module().equals(agent.code().module())
        || !view.stateHash().equals(agent.stateHash())) {
      throw differs("the agent");
    }
    return view;
  }

  /** What it runs; its digest is the one on chain. */
  byte[] module() {
    return nodes.getBlob(agent.code().module(), WireLimits.MAX_BLOB_BYTES);
  }

  /** The snapshot of the state it goes on from, whose hash is on chain; empty if it has none. */
  Optional<byte[]> state() {
    return agent.stateHash().equals(Hash.ZERO)
        ? Optional.empty()
        : Optional.of(StateCodec.encode(nodes.state(agent.stateHash())).toArray());
  }

  /**
   * All its messages, oldest first.
   *
   * @throws CommandException if they are not those on chain
   */
  List<MessageView> messages() {
    var messages =
        all(
            page -> {
              var part = known(nodes.inbox(agent.id().number(), page));
              return new Part<>(part.messages(), part.next());
            });
    for (var from = 0L; from < agent.nextMessage(); from += MESSAGES_AT_ONCE) {
      for (var there : chain.inbox(agent.id(), from, MESSAGES_AT_ONCE)) {
        if (there.number() >= messages.size()
            || !there.digest().begins(digest(messages.get((int) there.number())))) {
          throw differs("message " + there.number());
        }
      }
    }
    return messages;
  }

  /** All its turns, oldest first. */
  List<TurnView> turns() {
    return all(
        page -> {
          var part = known(nodes.turns(agent.id().number(), page));
          return new Part<>(part.turns(), part.next());
        });
  }

  /** Documents as JSON, one a line. */
  static byte[] lines(List<?> documents) {
    var lines = new ByteArrayOutputStream();
    for (var document : documents) {
      lines.writeBytes(Json.write(document));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private record Part<T>(List<T> elements, Optional<String> next) {}

  private static <T> List<T> all(Function<Page, Part<T>> ask) {
    var elements = new ArrayList<T>();
    var page = Optional.of(PAGE);
    while (page.isPresent()) {
      var part = ask.apply(page.get());
      elements.addAll(part.elements());
      page = part.next().filter(_ -> !part.elements().isEmpty()).map(PAGE::after);
    }
    return List.copyOf(elements.reversed());
  }

  private static Hash digest(MessageView message) {
    return Digests.sha256(AgentText.body(message));
  }

  private <T> T known(Optional<T> told) {
    return told.orElseThrow(
        () ->
            new CommandException(true, "no market node knows agent %s yet".formatted(agent.id())));
  }

  private static CommandException differs(String what) {
    return new CommandException(
        true, "a market node tells of %s otherwise than the chain: try again".formatted(what));
  }
}
