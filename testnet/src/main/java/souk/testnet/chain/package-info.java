/** A local EVM chain: anvil as a child process, and what only a test may ask of a chain. */
@NullMarked
package souk.testnet.chain;

import org.jspecify.annotations.NullMarked;
