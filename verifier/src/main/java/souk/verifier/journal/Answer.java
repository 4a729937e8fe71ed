package souk.verifier.journal;

import souk.protocol.value.Hash;

/**
 * What a verifier found and what opens its commitment to it. Losing it between commitment and
 * reveal costs the lock.
 *
 * @param resultRoot hash of the result its own run produced
 * @param salt 32 random bytes nobody else knows before the reveal
 */
public record Answer(Hash resultRoot, Hash salt) {}
