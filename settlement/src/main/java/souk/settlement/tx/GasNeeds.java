package souk.settlement.tx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import souk.protocol.value.Address;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Chain;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.GasTrial;

/**
 * What calls of one account need. One call of a shape, a verb with arguments of that size, is
 * estimated; others of the shape are only run once with what that one needed and a little more,
 * which costs the chain a fraction of an estimate. What fails so is estimated itself: nothing
 * passes that an estimate would refuse, and why it is refused is what the estimate says. Not
 * thread-safe.
 */
final class GasNeeds {
  private static final int MOST_SHAPES = 256;
  // What a shape needs is asked again after a while: it may be less than it was.
  private static final int GOOD_FOR_BLOCKS = 64;
  // Arguments with more bytes that are not zero cost a little more.
  private static final int SPARE_SHARE = 16;

  private final Chain chain;
  private final Address sender;
  private final Map<Shape, Need> known = new LinkedHashMap<>();

  /** Verbs of one contract with arguments of one size. */
  private record Shape(Address to, int selector, int size) {
    static Shape of(CallData data) {
      var bytes = data.bytes();
      var selector = bytes.length < Integer.BYTES ? 0 : ByteBuffer.wrap(bytes).getInt();
      return new Shape(data.to(), selector, bytes.length);
    }
  }

  /**
   * @param gas what every call of the shape is tried with
   * @param since height of the head when it was estimated
   */
  private record Need(long gas, long since) {}

  GasNeeds(Chain chain, Address sender) {
    this.chain = chain;
    this.sender = sender;
  }

  /**
   * What each of the calls needs now at most, or why it is refused; each as if it were alone.
   *
   * @param afterThoseOnTheirWay as for {@link Chain#estimates}
   * @param headNumber height of the head
   */
  Map<CallData, GasEstimate> of(
      List<CallData> calls, boolean afterThoseOnTheirWay, long headNumber) {
    known.values().removeIf(need -> headNumber - need.since() >= GOOD_FOR_BLOCKS);
    var needs = new LinkedHashMap<CallData, GasEstimate>();
    estimate(firstOfTheirShape(calls), afterThoseOnTheirWay, headNumber, needs);
    tryOut(left(calls, needs), afterThoseOnTheirWay, needs);
    estimate(left(calls, needs), afterThoseOnTheirWay, headNumber, needs);
    forgetOldest();
    return needs;
  }

  private List<CallData> firstOfTheirShape(List<CallData> calls) {
    var seen = new HashSet<>(known.keySet());
    return calls.stream().filter(call -> seen.add(Shape.of(call))).toList();
  }

  private static List<CallData> left(List<CallData> calls, Map<CallData, GasEstimate> needs) {
    return calls.stream().filter(call -> !needs.containsKey(call)).toList();
  }

  private void estimate(
      List<CallData> calls, boolean pool, long headNumber, Map<CallData, GasEstimate> needs) {
    if (calls.isEmpty()) {
      return;
    }
    var answers = chain.estimates(sender, calls, pool);
    for (var i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      var answer = answers.get(i);
      needs.put(call, answer);
      if (answer instanceof GasEstimate.Units(var gas)) {
        var need = new Need(gas + gas / SPARE_SHARE, headNumber);
        known.merge(Shape.of(call), need, (one, other) -> one.gas() > other.gas() ? one : other);
      }
    }
  }

  private void tryOut(List<CallData> calls, boolean pool, Map<CallData, GasEstimate> needs) {
    var trials = new ArrayList<GasTrial>();
    for (var call : calls) {
      var need = known.get(Shape.of(call));
      if (need != null) {
        trials.add(new GasTrial(call, need.gas()));
      }
    }
    if (trials.isEmpty()) {
      return;
    }
    var answers = chain.trials(sender, trials, pool);
    for (var i = 0; i < trials.size(); i++) {
      if (answers.get(i)) {
        var trial = trials.get(i);
        needs.put(trial.data(), new GasEstimate.Units(trial.gasLimit()));
      }
    }
  }

  private void forgetOldest() {
    var shapes = known.keySet().iterator();
    for (var surplus = known.size() - MOST_SHAPES; surplus > 0; surplus--) {
      shapes.next();
      shapes.remove();
    }
  }
}
