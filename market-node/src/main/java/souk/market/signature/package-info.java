/**
 * Whether what strangers hand over is signed by whom it names: {@link
 * souk.market.signature.SignatureCheck}.
 */
@NullMarked
package souk.market.signature;

import org.jspecify.annotations.NullMarked;
