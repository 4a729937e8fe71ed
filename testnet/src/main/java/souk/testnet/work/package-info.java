/**
 * Real work for a testnet: the example programs with real inputs, and what is right by our eyes.
 */
@NullMarked
package souk.testnet.work;

import org.jspecify.annotations.NullMarked;
