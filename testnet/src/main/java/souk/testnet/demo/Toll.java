package souk.testnet.demo;

import java.math.BigInteger;
import java.util.List;
import souk.protocol.value.Amount;

/**
 * What an attack came to.
 *
 * @param attack its name
 * @param attackerProfit what all the attacker's accounts have more than before, base units;
 *     negative if it lost
 * @param honestSlashed stake that honest providers and verifiers lost, base units
 * @param shortfalls one line for each honest party that has less than the protocol owes it
 */
public record Toll(
    String attack, BigInteger attackerProfit, Amount honestSlashed, List<String> shortfalls) {
  public Toll {
    shortfalls = List.copyOf(shortfalls);
  }

  /** Whether the attacker gained nothing and nobody honest lost anything. */
  public boolean holds() {
    return attackerProfit.signum() <= 0 && honestSlashed.isZero() && shortfalls.isEmpty();
  }
}
