/** The commands that only a machine with everything on it can offer. */
@NullMarked
package souk.testnet.command;

import org.jspecify.annotations.NullMarked;
