/** A provider's standing ask, and where it says it runs. */
@NullMarked
package souk.protocol.offer;

import org.jspecify.annotations.NullMarked;
