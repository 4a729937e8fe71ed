package souk.settlement.chain;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import souk.protocol.value.Address;
import souk.protocol.value.Signature;

/** What an account can ask of the identity registry. */
public sealed interface IdentityCall extends Call {

  /** Registers the sender; it is owner and wallet. */
  record Register(String uri, List<Entry> metadata) implements IdentityCall {
    public Register {
      metadata = List.copyOf(metadata);
    }
  }

  /** Names another registration file. */
  record SetUri(AgentId id, String uri) implements IdentityCall {}

  /** Sets an entry of the metadata. */
  record SetMetadata(AgentId id, Entry entry) implements IdentityCall {}

  /**
   * Names a wallet.
   *
   * @param signature the wallet's consent, by key or code
   */
  record SetWallet(AgentId id, Address wallet, Instant deadline, Signature signature)
      implements IdentityCall {}

  /** Names no wallet any more. */
  record UnsetWallet(AgentId id) implements IdentityCall {}

  /** Makes an identity another's. */
  record Transfer(AgentId id, Address from, Address to) implements IdentityCall {}

  /** Lets an account do with one identity what its owner can; the zero address: none. */
  record Approve(AgentId id, Address approved) implements IdentityCall {}

  /** Lets an account do that with all of the sender's, or no longer does. */
  record ApproveAll(Address operator, boolean approved) implements IdentityCall {}

  /** An entry of the metadata. Immutable. */
  final class Entry {
    private final String key;
    private final byte[] value;

    /**
     * @param key anything but {@code agentWallet}
     * @param value any bytes; copied
     */
    public Entry(String key, byte[] value) {
      this.key = key;
      this.value = value.clone();
    }

    /** What it is called. */
    public String key() {
      return key;
    }

    /** Returns a copy of the value. */
    public byte[] value() {
      return value.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry entry
          && key.equals(entry.key)
          && Arrays.equals(value, entry.value);
    }

    @Override
    public int hashCode() {
      return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    /** The key and the value's size. */
    @Override
    public String toString() {
      return "%s, %d bytes".formatted(key, value.length);
    }
  }
}
