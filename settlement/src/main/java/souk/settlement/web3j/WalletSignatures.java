package souk.settlement.web3j;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.utils.Numeric;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.CodeSignature;

/**
 * Asks accounts' code about signatures (ERC-1271) as the contracts do. The gas limit bounds what
 * the code makes the endpoint do, and with it the size of what it returns.
 */
final class WalletSignatures {
  // Signatures.CODE_GAS in the contracts.
  private static final long CODE_GAS = 100_000;
  // EIP-2028 and the Yellow Paper, appendix G.
  private static final long TRANSACTION_GAS = 21_000;
  private static final long BYTE_GAS = 16;
  private static final long ZERO_BYTE_GAS = 4;
  private static final int SELECTOR = 0x1626ba7e;
  private static final int SELECTOR_BYTES = Integer.BYTES;
  private static final String MAGIC = "0x1626ba7e" + "0".repeat(56);
  private static final String EMPTY = "0x";
  private static final int WORD_DIGITS = MAGIC.length();

  private final Web3j web3j;

  WalletSignatures(Web3j web3j) {
    this.web3j = web3j;
  }

  /**
   * Whatever way its code fails, it has not said yes.
   *
   * @throws souk.settlement.chain.ChainException if the chain does not answer
   */
  CodeSignature ask(Address account, Hash digest, Signature signature) {
    var question = question(digest, signature);
    var call =
        new Transaction(
            null,
            null,
            null,
            gas(question),
            account.toString(),
            BigInteger.ZERO,
            Numeric.toHexString(question));
    var response = Rpc.respond(web3j.ethCall(call, DefaultBlockParameterName.LATEST));
    var answer = response.hasError() ? "" : String.valueOf(response.getResult());
    if (answer.length() >= WORD_DIGITS && answer.substring(0, WORD_DIGITS).equals(MAGIC)) {
      return CodeSignature.VALID;
    }
    return hasCode(account) ? CodeSignature.REFUSED : CodeSignature.NO_CODE;
  }

  private boolean hasCode(Address account) {
    var code = web3j.ethGetCode(account.toString(), DefaultBlockParameterName.LATEST);
    return Rpc.result(code).length() > EMPTY.length();
  }

  // isValidSignature(bytes32,bytes): the second argument is dynamic and stands behind the head.
  private static byte[] question(Hash digest, Signature signature) {
    var bytes = signature.bytes();
    var padded = Math.ceilDiv(bytes.length, Hash.SIZE) * Hash.SIZE;
    return ByteBuffer.allocate(SELECTOR_BYTES + 3 * Hash.SIZE + padded)
        .putInt(SELECTOR)
        .put(digest.bytes())
        .put(word(2 * Hash.SIZE))
        .put(word(bytes.length))
        .put(bytes)
        .array();
  }

  private static byte[] word(int number) {
    return ByteBuffer.allocate(Hash.SIZE).putInt(Hash.SIZE - Integer.BYTES, number).array();
  }

  private static BigInteger gas(byte[] data) {
    var units = TRANSACTION_GAS + CODE_GAS;
    for (var value : data) {
      units += value == 0 ? ZERO_BYTE_GAS : BYTE_GAS;
    }
    return BigInteger.valueOf(units);
  }
}
