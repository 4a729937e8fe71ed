package souk.settlement.tx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import souk.protocol.value.Address;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.GasEstimate;

/** Divides the elements of a batch so that each transaction needs at most so much gas. */
final class GasShares<E> {
  private final Chain chain;
  private final Address sender;
  private final Function<List<E>, Call> verb;
  private final long most;

  GasShares(Chain chain, Address sender, Function<List<E>, Call> verb, long most) {
    this.chain = chain;
    this.sender = sender;
    this.verb = verb;
    this.most = most;
  }

  List<List<E>> divide(List<E> elements) {
    var parts = new ArrayList<List<E>>();
    if (!elements.isEmpty()) {
      divide(List.copyOf(elements), parts);
    }
    return List.copyOf(parts);
  }

  // A batch that is refused as a whole is halved too: what it is refused for stays alone.
  private void divide(List<E> elements, List<List<E>> parts) {
    if (elements.size() == 1 || fits(elements)) {
      parts.add(elements);
      return;
    }
    var half = elements.size() / 2;
    divide(elements.subList(0, half), parts);
    divide(elements.subList(half, elements.size()), parts);
  }

  private boolean fits(List<E> elements) {
    return chain.estimate(sender, chain.encode(verb.apply(elements)))
            instanceof GasEstimate.Units(var gas)
        && gas <= most;
  }
}
