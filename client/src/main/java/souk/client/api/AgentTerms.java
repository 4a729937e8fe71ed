package souk.client.api;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import souk.protocol.evidence.EffectKind;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

/**
 * On what terms an agent lives; fixed for ever.
 *
 * @param fuelLimit of a turn
 * @param memoryLimit of a turn, in pages of 64 KiB
 * @param verifiers m
 * @param minStakeMultiple least S/P
 * @param leastCeiling least price ceiling of a turn-job
 * @param mostCeiling most price ceiling of a turn-job
 * @param turnTime how long after its posting a turn-job may be open or reassigned
 * @param kinds effects it may ask for
 * @param tags capability tags that its turn-jobs and children ask for
 * @param mostPerTurn X: most the effects of one turn may move
 * @param mostPerDay most they may move in one day of Unix time
 * @param postage least of a message
 * @param reserveTurns turns at the most ceiling, tips included, that its reserve lasts
 * @param tip to who posts a turn-job, and to who lands its turn
 * @param raiseAfter how long a turn-job must have been open before its ceiling is raised
 * @param childTime how long a child job may be open or reassigned
 * @param mostChildren children at the same time
 * @param mostDepth consequences in a row
 * @param upgradable whether its owner may give it other code
 */
public record AgentTerms(
    Fuel fuelLimit,
    int memoryLimit,
    int verifiers,
    int minStakeMultiple,
    Price leastCeiling,
    Price mostCeiling,
    Duration turnTime,
    Set<EffectKind> kinds,
    Tags tags,
    Amount mostPerTurn,
    Amount mostPerDay,
    Amount postage,
    int reserveTurns,
    Amount tip,
    Duration raiseAfter,
    Duration childTime,
    int mostChildren,
    int mostDepth,
    boolean upgradable) {
  public AgentTerms {
    kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
  }
}
