/**
 * The programs of attackers: each a process with a key of its own, that knows no more of the market
 * than its chain and the API of its nodes show anybody.
 */
@NullMarked
package souk.testnet.attack.actor;

import org.jspecify.annotations.NullMarked;
