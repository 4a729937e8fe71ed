/**
 * Work that every market node sees and one does: whose turn it is, where the call is handed in, and
 * what becomes of it.
 */
@NullMarked
package souk.market.share;

import org.jspecify.annotations.NullMarked;
