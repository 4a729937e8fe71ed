/**
 * What a verifier may not forget: the answers it found and the salts of their commitments.
 * Everything else is asked of the chain again.
 */
@NullMarked
package souk.verifier.journal;

import org.jspecify.annotations.NullMarked;
