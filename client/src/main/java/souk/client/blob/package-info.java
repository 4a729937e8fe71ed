/**
 * Bytes named by their SHA-256: where they come from and how they rest on disk. Whoever reads a
 * blob checks it against its digest, so it does not matter who kept it.
 */
@NullMarked
package souk.client.blob;

import org.jspecify.annotations.NullMarked;
