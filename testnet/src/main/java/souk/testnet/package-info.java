/** The program: a local chain, clusters of nodes, and the demo beside the command line. */
@NullMarked
package souk.testnet;

import org.jspecify.annotations.NullMarked;
