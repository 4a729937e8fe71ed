package souk.settlement.web3j;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.web3j.protocol.Service;
import souk.settlement.rpc.Endpoints;

/** Hands web3j's requests to our endpoints. */
final class Web3jTransport extends Service {
  private final Endpoints endpoints;

  Web3jTransport(Endpoints endpoints) {
    super(false);
    this.endpoints = endpoints;
  }

  @Override
  protected InputStream performIO(String payload) throws IOException {
    return new ByteArrayInputStream(endpoints.ask(payload.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
