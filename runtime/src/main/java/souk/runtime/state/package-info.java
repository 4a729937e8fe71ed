/**
 * An agent's state between its turns: what it is, its hash, and what changed; {@code
 * docs/agent-abi.md}.
 */
@NullMarked
package souk.runtime.state;

import org.jspecify.annotations.NullMarked;
