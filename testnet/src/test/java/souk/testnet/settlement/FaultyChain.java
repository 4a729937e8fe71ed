package souk.testnet.settlement;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainException;

/** The real chain behind a connection that can be told to fail. */
final class FaultyChain {
  /** What happens to the next transactions handed over. */
  enum Fault {
    /** It never reaches the chain. */
    REQUEST_LOST,
    /** The chain takes it, but nobody hears. */
    REPLY_LOST
  }

  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Chain chain;
  private boolean cut;

  private FaultyChain(Chain real) {
    chain =
        (Chain)
            Proxy.newProxyInstance(
                Chain.class.getClassLoader(),
                new Class<?>[] {Chain.class},
                (proxy, method, arguments) -> {
                  try {
                    Asking asking = () -> method.invoke(real, arguments);
                    return switch (method.getName()) {
                      case "deployment", "parameters", "encode", "sign" -> asking.ask();
                      case "send" -> send(asking);
                      default -> ask(asking);
                    };
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  static FaultyChain over(Chain real) {
    return new FaultyChain(real);
  }

  Chain chain() {
    return chain;
  }

  synchronized void next(Fault fault) {
    faults.add(fault);
  }

  synchronized boolean allFaultsHappened() {
    return faults.isEmpty();
  }

  /** From now on nothing is answered, or all is again. */
  synchronized void cut(boolean cut) {
    this.cut = cut;
  }

  private synchronized Object ask(Asking asking) throws Throwable {
    if (cut) {
      throw ChainException.retryable("the chain does not answer", null);
    }
    return asking.ask();
  }

  private synchronized Object send(Asking asking) throws Throwable {
    var fault = faults.poll();
    if (fault != Fault.REQUEST_LOST) {
      var answer = ask(asking);
      if (fault == null) {
        return answer;
      }
    }
    throw ChainException.retryable("the chain does not answer", null);
  }

  private interface Asking {
    Object ask() throws Throwable;
  }
}
