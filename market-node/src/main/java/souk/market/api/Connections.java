package souk.market.api;

import io.javalin.config.JettyConfig;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.Callback;
import souk.client.api.Problem;

/** What the server below the routes takes: connections, headers, and how slowly they may come. */
final class Connections {
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int LEAST_BYTES_A_SECOND = 64;

  private Connections() {}

  static void limit(JettyConfig jetty, ApiServer.Config config) {
    jetty.modifyHttpConfiguration(
        http -> {
          http.setRequestHeaderSize(MAX_HEADER_BYTES);
          http.setSendServerVersion(false);
        });
    jetty.modifyServer(
        server -> {
          server.addBean(new NetworkConnectionLimit(config.connections(), server));
          server.setErrorHandler(new Refusals());
          server.setHandler(new MinimumDataRateHandler(LEAST_BYTES_A_SECOND, 0));
        });
    jetty.modifyServletContextHandler(context -> context.setErrorHandler(null));
  }

  /** What no route has seen is refused in the same form. */
  private static final class Refusals extends ErrorHandler {
    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        String message,
        Throwable cause,
        Callback callback) {
      var problem =
          Problems.document(code, "the request cannot be read", request.getHttpURI().getPath());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
      response.write(true, ByteBuffer.wrap(problem), callback);
    }
  }
}
