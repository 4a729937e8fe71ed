/**
 * The content store: blobs on disk or in a bucket, and through peers in other nodes' stores. Funded
 * accounts bring them, live jobs pin them, and what nothing names any more is let go.
 */
@NullMarked
package souk.market.blob;

import org.jspecify.annotations.NullMarked;
