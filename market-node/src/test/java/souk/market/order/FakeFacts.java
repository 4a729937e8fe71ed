package souk.market.order;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.CodeSignature;
import souk.settlement.chain.Head;
import souk.settlement.chain.OrderStatus;

/** A chain that says what it is told to, and counts what it is asked. */
final class FakeFacts implements OrderFacts {
  final Map<Hash, Address> consumers = new HashMap<>();
  final Set<Hash> finals = new HashSet<>();
  final Map<Address, Amount> balances = new ConcurrentHashMap<>();
  final Map<Address, Amount> bonds = new ConcurrentHashMap<>();
  final Map<Hash, OrderStatus> statuses = new ConcurrentHashMap<>();
  final Map<Address, Long> nonces = new ConcurrentHashMap<>();
  final Map<Address, CodeSignature> codes = new ConcurrentHashMap<>();
  final AtomicInteger codeQuestions = new AtomicInteger();
  private @Nullable Head head;
  private boolean cut;

  FakeFacts(Instant now) {
    reach(100, now);
  }

  /** Mines a block. */
  void reach(long number, Instant time) {
    head = new Head(number, hash("block " + number), hash("block " + (number - 1)), time);
  }

  void forgetHead() {
    head = null;
  }

  /** Lets the chain answer no more, or again. */
  void cut(boolean off) {
    cut = off;
  }

  @Override
  public Optional<Head> head() {
    return Optional.ofNullable(head);
  }

  @Override
  public Optional<Address> consumer(Hash jobId) {
    return Optional.ofNullable(consumers.get(jobId));
  }

  @Override
  public boolean isFinal(Hash jobId) {
    return finals.contains(jobId);
  }

  @Override
  public Amount balance(Address account) {
    return balances.getOrDefault(account, Amount.ZERO);
  }

  @Override
  public Amount bond(Address provider) {
    return bonds.getOrDefault(provider, Amount.ZERO);
  }

  @Override
  public OrderStatus status(Address signer, Hash id) {
    requireConnected();
    return statuses.getOrDefault(id, OrderStatus.NONE);
  }

  @Override
  public long nonce(Address account) {
    requireConnected();
    return nonces.getOrDefault(account, 0L);
  }

  @Override
  public CodeSignature codeSignature(Address account, Hash digest, Signature signature) {
    requireConnected();
    codeQuestions.incrementAndGet();
    return codes.getOrDefault(account, CodeSignature.NO_CODE);
  }

  private void requireConnected() {
    if (cut) {
      throw ChainException.retryable("the chain does not answer", null);
    }
  }

  private static Hash hash(String text) {
    return Digests.keccak256(text.getBytes(StandardCharsets.UTF_8));
  }
}
