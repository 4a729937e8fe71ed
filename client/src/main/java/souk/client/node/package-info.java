/** What the loops of long-running nodes share: threads, patience, bonds and overdue exits. */
@NullMarked
package souk.client.node;

import org.jspecify.annotations.NullMarked;
