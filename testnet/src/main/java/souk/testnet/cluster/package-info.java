/**
 * Several nodes on this machine, each a process of its own: started, watched, killed and started
 * again.
 */
@NullMarked
package souk.testnet.cluster;

import org.jspecify.annotations.NullMarked;
