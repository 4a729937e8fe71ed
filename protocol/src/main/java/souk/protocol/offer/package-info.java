/** A provider's standing ask. */
@NullMarked
package souk.protocol.offer;

import org.jspecify.annotations.NullMarked;
