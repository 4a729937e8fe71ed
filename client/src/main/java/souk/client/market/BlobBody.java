package souk.client.market;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import souk.client.blob.BlobContent;

/** A blob on its way, read piece by piece. */
final class BlobBody extends RequestBody {
  private static final MediaType BYTES = MediaType.get("application/octet-stream");

  private final BlobContent content;

  BlobBody(BlobContent content) {
    this.content = content;
  }

  @Override
  public @Nullable MediaType contentType() {
    return BYTES;
  }

  @Override
  public long contentLength() {
    return content.sizeBytes();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (var source = Okio.source(content.open())) {
      sink.writeAll(source);
    }
  }
}
