/**
 * What the loops of long-running nodes share: threads, patience, bonds, overdue exits, and the last
 * states of agents on their way to market nodes.
 */
@NullMarked
package souk.client.node;

import org.jspecify.annotations.NullMarked;
