package souk.verifier.journal;

import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;

/**
 * What a verifier found and what opens its commitment to it. Losing it between commitment and
 * reveal costs the lock.
 *
 * @param result what its own run produced
 * @param salt 32 random bytes nobody else knows before the reveal
 */
public record Answer(Result result, Hash salt) {}
