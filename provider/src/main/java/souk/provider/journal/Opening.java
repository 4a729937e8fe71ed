package souk.provider.journal;

import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;

/**
 * What opens a provider's commitment. Losing it between commitment and reveal costs the stake.
 *
 * @param result what was committed to
 * @param salt 32 random bytes nobody else knows before the reveal
 */
public record Opening(Result result, Hash salt) {}
