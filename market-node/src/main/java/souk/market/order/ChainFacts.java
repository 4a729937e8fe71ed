package souk.market.order;

import java.util.Optional;
import souk.client.session.ChainSession;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.CodeSignature;
import souk.settlement.chain.Head;
import souk.settlement.chain.OrderStatus;
import souk.settlement.index.IndexedJob;

/** The facts as a node's index and its chain tell them. */
final class ChainFacts implements OrderFacts {
  private final ChainSession session;

  ChainFacts(ChainSession session) {
    this.session = session;
  }

  @Override
  public Optional<Head> head() {
    return session.jobs().head();
  }

  @Override
  public Optional<Address> consumer(Hash jobId) {
    return session.jobs().job(jobId).map(job -> job.spec().consumer());
  }

  @Override
  public boolean isFinal(Hash jobId) {
    return session
        .jobs()
        .job(jobId)
        .map(IndexedJob::snapshot)
        .filter(it -> it.state().isFinal())
        .isPresent();
  }

  @Override
  public Amount balance(Address account) {
    return session.jobs().balance(account);
  }

  @Override
  public Amount bond(Address provider) {
    return session
        .jobs()
        .provider(provider)
        .map(it -> it.free().plus(it.locked()))
        .orElse(Amount.ZERO);
  }

  @Override
  public OrderStatus status(Address signer, Hash id) {
    return session.chain().order(signer, id);
  }

  @Override
  public long nonce(Address account) {
    return session.chain().orderNonce(account);
  }

  @Override
  public CodeSignature codeSignature(Address account, Hash digest, Signature signature) {
    return session.chain().codeSignature(account, digest, signature);
  }
}
