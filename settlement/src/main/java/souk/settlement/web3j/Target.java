package souk.settlement.web3j;

import java.util.List;
import java.util.function.Function;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.utils.Numeric;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.CallData;

/**
 * A contract that is called with many verbs at once.
 *
 * @param address where it is
 * @param batch its {@code batch}
 */
record Target(Address address, Function<List<byte[]>, RemoteFunctionCall<?>> batch) {

  /** One verb. */
  CallData call(RemoteFunctionCall<?> verb) {
    return call(address, verb);
  }

  /** A verb for each element; of one alone the contract says why it refuses, others are skipped. */
  <T> CallData each(List<T> elements, Function<T, RemoteFunctionCall<?>> verb) {
    return elements.size() == 1
        ? call(verb.apply(elements.getFirst()))
        : call(batch.apply(elements.stream().map(it -> bytes(verb.apply(it))).toList()));
  }

  /** One verb of a contract that takes them one by one. */
  static CallData call(Address address, RemoteFunctionCall<?> verb) {
    return new CallData(address, Amount.ZERO, bytes(verb));
  }

  private static byte[] bytes(RemoteFunctionCall<?> verb) {
    return Numeric.hexStringToByteArray(verb.encodeFunctionCall());
  }
}
