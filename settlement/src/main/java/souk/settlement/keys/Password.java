package souk.settlement.keys;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What unlocks a key file. Cleared when closed; never written into text. */
public final class Password implements AutoCloseable {
  private static final int MAX_BYTES = 4096;

  private final byte[] utf8;

  private Password(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** That text, as UTF-8. */
  public static Password of(CharSequence text) {
    return new Password(encode(CharBuffer.wrap(text)));
  }

  /**
   * The first line of a file.
   *
   * @throws WalletException if it cannot be read or is longer than 4096 bytes
   */
  public static Password fromFile(Path file) {
    try (var in = Files.newInputStream(file)) {
      return firstLine(in, "password file " + file);
    } catch (IOException e) {
      throw new WalletException("the password file %s cannot be read".formatted(file), e);
    }
  }

  /**
   * The first line of a stream.
   *
   * @throws WalletException if it cannot be read or is longer than 4096 bytes
   */
  public static Password fromStream(InputStream in) {
    try {
      return firstLine(in, "password on standard input");
    } catch (IOException e) {
      throw new WalletException("the password on standard input cannot be read", e);
    }
  }

  /**
   * Asks a person, without showing what is typed.
   *
   * @throws WalletException if there is no console, or nothing was typed
   */
  public static Password fromConsole(@Nullable Console console, String prompt) {
    var typed = console == null ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new WalletException(
          "there is no console to ask for a password on: give a password file");
    }
    try {
      return new Password(encode(CharBuffer.wrap(typed)));
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  /** The bytes themselves, shared: they are zero once this is closed. */
  byte[] utf8() {
    return utf8;
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "(hidden)";
  }

  private static Password firstLine(InputStream in, String source) throws IOException {
    var bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new WalletException("the %s has more than %d bytes".formatted(source, MAX_BYTES));
    }
    var end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    var line = Arrays.copyOf(bytes, end);
    Arrays.fill(bytes, (byte) 0);
    return new Password(line);
  }

  private static byte[] encode(CharBuffer text) {
    var encoder = StandardCharsets.UTF_8.newEncoder();
    var scratch = new byte[(int) (encoder.maxBytesPerChar() * text.remaining())];
    var buffer = ByteBuffer.wrap(scratch);
    if (encoder.encode(text, buffer, true).isError()) {
      throw new WalletException("the password is not text");
    }
    var bytes = Arrays.copyOf(scratch, buffer.position());
    Arrays.fill(scratch, (byte) 0);
    return bytes;
  }
}
