package souk.testnet.agent;

import java.util.List;
import java.util.function.Predicate;
import souk.protocol.value.Amount;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.JobIndex;
import souk.testnet.cluster.Testnet;

/**
 * Who lost stake as a provider.
 *
 * @param caught wrong results of cheats, proven wrong
 * @param ofTurn whether one of these was an agent's turn
 * @param lost what cheats lost, base units
 * @param honest what others lost, base units
 */
record Slashes(int caught, boolean ofTurn, Amount lost, Amount honest) {

  /** Sorts them. */
  static Slashes of(Testnet testnet, List<ChainEvent.ProviderSlashed> slashes) {
    var index = testnet.operator().jobs();
    Predicate<ChainEvent.ProviderSlashed> cheats =
        slash -> testnet.cheats(testnet.nameOf(slash.provider()));
    var ofCheats = slashes.stream().filter(cheats).toList();
    return new Slashes(
        ofCheats.size(),
        ofCheats.stream().anyMatch(slash -> isTurn(index, slash)),
        sum(ofCheats),
        sum(slashes.stream().filter(cheats.negate()).toList()));
  }

  private static boolean isTurn(JobIndex index, ChainEvent.ProviderSlashed slash) {
    return index.job(slash.jobId()).filter(job -> job.spec().turnLimit() > 0).isPresent();
  }

  private static Amount sum(List<ChainEvent.ProviderSlashed> slashes) {
    return slashes.stream()
        .map(ChainEvent.ProviderSlashed::stake)
        .reduce(Amount.ZERO, Amount::plus);
  }
}
