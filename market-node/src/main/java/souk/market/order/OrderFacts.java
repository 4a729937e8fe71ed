package souk.market.order;

import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.CodeSignature;
import souk.settlement.chain.Head;
import souk.settlement.chain.OrderStatus;

/**
 * What signed orders are judged by. The first four are answered from memory; the others ask the
 * chain, and throw {@link souk.settlement.chain.ChainException} if it cannot be asked.
 */
interface OrderFacts {
  /** The block that is known; empty before the first. */
  Optional<Head> head();

  /** Who posted that job; empty if it is not on chain. */
  Optional<Address> consumer(Hash jobId);

  /** Whether that job has ended. */
  boolean isFinal(Hash jobId);

  /** What the account can pay jobs with. */
  Amount balance(Address account);

  /** What the provider has bonded, locked or not. */
  Amount bond(Address provider);

  /** What its signer has done with an order on chain. */
  OrderStatus status(Address signer, Hash id);

  /** The nonce under which orders the account signs now count. */
  long nonce(Address account);

  /** What the account's code says of the signature. */
  CodeSignature codeSignature(Address account, Hash digest, Signature signature);
}
