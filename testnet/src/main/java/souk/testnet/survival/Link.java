package souk.testnet.survival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A stretch of network between a node and something it talks to, on loopback: it carries bytes both
 * ways, late or not at all while it is told so. Thread-safe.
 */
final class Link implements AutoCloseable {
  private static final int CHUNK_BYTES = 16 << 10;
  private static final int BACKLOG = 64;

  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Duration lag = Duration.ZERO;
  private volatile boolean isCut;

  private Link(InetSocketAddress target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /** Starts a link to what answers there. */
  static Link to(URI target) {
    try {
      var address =
          new InetSocketAddress(InetAddress.getByName(target.getHost()), target.getPort());
      var server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      var link = new Link(address, server);
      Thread.ofVirtual().name("link to " + target).start(link::accept);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException("no link to " + target, e);
    }
  }

  /** Where this end of it is. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Breaks every connection; new ones break at once. */
  void cut() {
    isCut = true;
    open.forEach(Link::drop);
  }

  /** Carries every piece that much later from now on. */
  void slowDown(Duration later) {
    lag = later;
  }

  /** Carries everything at once again. */
  void mend() {
    isCut = false;
    lag = Duration.ZERO;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a link cannot be closed", e);
    }
    open.forEach(Link::drop);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var near = server.accept();
        Thread.ofVirtual().name("link").start(() -> join(near));
      } catch (IOException _) {
        // Closed, or the caller has gone: there is nobody to tell.
      }
    }
  }

  private void join(Socket near) {
    var far = new Socket();
    open.add(near);
    open.add(far);
    try (near;
        far) {
      if (!isCut) {
        far.connect(target);
        var back = Thread.ofVirtual().name("link back").start(() -> carry(far, near));
        carry(near, far);
        back.join();
      }
    } catch (IOException _) {
      // What both ends see: the connection breaks.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(near);
      open.remove(far);
    }
  }

  private void carry(Socket from, Socket into) {
    var chunk = new byte[CHUNK_BYTES];
    try {
      var in = from.getInputStream();
      var out = into.getOutputStream();
      for (var size = in.read(chunk); size >= 0; size = in.read(chunk)) {
        LockSupport.parkNanos(lag.toNanos());
        out.write(chunk, 0, size);
      }
    } catch (IOException _) {
      // As in join: the other direction ends too.
    }
    drop(from);
    drop(into);
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a connection cannot be closed", e);
    }
  }
}
