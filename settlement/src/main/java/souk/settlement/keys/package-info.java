/**
 * Keys: who signs, and where keys rest.
 *
 * <p>A {@link souk.settlement.keys.Signer} signs digests and never shows its key. Keys rest in Web3
 * secret storage files, version 3, which a {@link souk.settlement.keys.Wallet} keeps in one
 * directory.
 *
 * <pre>{@code
 * var wallet = new Wallet(directory, KeyStrength.STANDARD);
 * try (var password = Password.fromFile(file)) {
 *   Signer signer = wallet.open(address, password);
 * }
 * }</pre>
 */
@NullMarked
package souk.settlement.keys;

import org.jspecify.annotations.NullMarked;
