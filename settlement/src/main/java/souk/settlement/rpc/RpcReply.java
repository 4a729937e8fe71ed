package souk.settlement.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What an endpoint said to one call. */
public sealed interface RpcReply<T> {

  /** The result. */
  record Result<T>(T value) implements RpcReply<T> {}

  /**
   * An error: often an answer too, as of a call that a contract refuses.
   *
   * @param code JSON-RPC's or the endpoint's own
   * @param message its words, at most 200 characters
   * @param data what it adds, as text; empty if nothing
   */
  record Refused<T>(int code, String message, String data) implements RpcReply<T> {
    private static final int MOST_CHARACTERS = 200;
    // EIP-1474: resource not found, resource unavailable, method not supported, limit exceeded;
    // JSON-RPC: internal error.
    private static final Set<Integer> ITS_OWN = Set.of(-32001, -32002, -32004, -32005, -32603);

    public Refused {
      message =
          message.length() <= MOST_CHARACTERS
              ? message
              : message.substring(0, MOST_CHARACTERS) + "...";
    }

    static <T> Refused<T> of(JsonNode error) {
      return new Refused<>(
          error.path("code").asInt(),
          error.path("message").asText(error.toString()),
          error.path("data").isTextual() ? error.path("data").asText() : "");
    }

    /** Whether the trouble is the endpoint's, so that another may do better. */
    boolean isItsOwn() {
      var words = message.toLowerCase(Locale.ROOT);
      return Stream.of("revert", "out of gas", "outofgas").noneMatch(words::contains)
          && (ITS_OWN.contains(code)
              || Stream.of("not found", "out of range", "missing trie node", "unknown block")
                  .anyMatch(words::contains));
    }
  }
}
