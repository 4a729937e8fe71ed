/**
 * Canonical bytes and the hashes over them: the only definition of each on the Java side, equal to
 * the contracts' by test.
 *
 * <p>Keccak-256 binds what the chain checks (orders, commitments, result roots); SHA-256 names
 * blobs and chunks.
 */
@NullMarked
package souk.protocol.codec;

import org.jspecify.annotations.NullMarked;
