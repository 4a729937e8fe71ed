/** Whose money moves on a testnet, and whether every unit of it is accounted for. */
@NullMarked
package souk.testnet.money;

import org.jspecify.annotations.NullMarked;
