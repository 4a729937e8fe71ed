/**
 * What a provider may not forget: promises it signed, results it computed and the salts of their
 * commitments, the turns of agents it has run so far. Everything else is asked of the chain again.
 */
@NullMarked
package souk.provider.journal;

import org.jspecify.annotations.NullMarked;
