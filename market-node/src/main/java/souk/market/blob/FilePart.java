package souk.market.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Consecutive bytes of a file. */
final class FilePart extends InputStream {
  private final FileChannel file;
  private long left;

  private FilePart(FileChannel file, long sizeBytes) {
    this.file = file;
    this.left = sizeBytes;
  }

  static FilePart open(Path path, long fromByte, long sizeBytes) throws IOException {
    var file = FileChannel.open(path);
    try {
      return new FilePart(file.position(fromByte), sizeBytes);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    var read = file.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(count, left)));
    left -= Math.max(read, 0);
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
