/** The content store: blobs on disk, and in the stores of other market nodes. */
@NullMarked
package souk.market.blob;

import org.jspecify.annotations.NullMarked;
