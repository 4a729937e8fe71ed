package souk.settlement.journal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this test run's own, from the Debian package, on an ephemeral port of
 * loopback with its data in a temporary directory. Killed and removed when closed.
 */
public final class PostgreSqlFixture implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "souk";
  private static final String PASSWORD = "a password of the tests";

  private final AtomicInteger schemas = new AtomicInteger();
  private final Path binaries;
  private final Path home;
  private final int port;
  private final Thread reaper = new Thread(this::kill, "postgres reaper");
  private Process server;

  private PostgreSqlFixture(Path binaries) throws IOException {
    this.binaries = binaries;
    this.home = Files.createTempDirectory("souk-postgres");
    this.port = freePort();
    Runtime.getRuntime().addShutdownHook(reaper);
    initialize();
    this.server = launch();
  }

  /** Whether the server's programs are on this machine. */
  public static boolean isInstalled() {
    return findBinaries().isPresent();
  }

  /** Starts a server and waits until it answers. */
  public static PostgreSqlFixture start() {
    var binaries = findBinaries().orElseThrow();
    try {
      return new PostgreSqlFixture(binaries);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  /** A place for a journal in a schema of its own. */
  public JournalPlace.PostgreSql freshPlace() {
    var schema = "souk_" + schemas.incrementAndGet();
    execute("create schema " + schema);
    return new JournalPlace.PostgreSql(
        url() + "&currentSchema=" + schema,
        USER,
        Optional.of(new DatabasePassword.InFile(passwordFile())));
  }

  /** The server's process id. */
  public long pid() {
    return server.pid();
  }

  /** Runs a statement outside any journal. */
  public void execute(String sql) {
    try (var connection = DriverManager.getConnection(url(), USER, PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The number that a query in that place answers with. */
  public long number(JournalPlace.PostgreSql place, String sql) {
    try (var connection = DriverManager.getConnection(place.url(), USER, PASSWORD);
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      if (!result.next()) {
        throw new IllegalStateException(sql + ": no row");
      }
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Ends every session there is, as a network that fails would. */
  public void cutSessions() {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where pid <> pg_backend_pid() and usename = '"
            + USER
            + "'");
  }

  /** Kills the server, as a crash of its machine would. */
  public void kill() {
    if (server != null) {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      server.destroyForcibly();
      try {
        server.waitFor(START.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts it again with what it has on disk. */
  public void restart() {
    try {
      Files.deleteIfExists(home.resolve("data").resolve("postmaster.pid"));
      server = launch();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL again", e);
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(reaper);
    try (var files = Files.walk(home)) {
      files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + home, e);
    }
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable";
  }

  private Path passwordFile() {
    return home.resolve("password");
  }

  private void initialize() throws IOException {
    Files.writeString(passwordFile(), PASSWORD);
    Files.setPosixFilePermissions(passwordFile(), PosixFilePermissions.fromString("rw-------"));
    var copy = home.resolve("password-for-initdb");
    Files.writeString(copy, PASSWORD);
    hand(home);
    hand(copy);
    var initdb =
        as(
            "initdb",
            "--pgdata=" + home.resolve("data"),
            "--username=" + USER,
            "--pwfile=" + copy,
            "--auth=scram-sha-256",
            "--locale=C",
            "--encoding=UTF8",
            "--no-sync");
    run(initdb);
  }

  private Process launch() throws IOException {
    var process =
        new ProcessBuilder(
                as(
                    "postgres",
                    "-D",
                    home.resolve("data").toString(),
                    "-p",
                    String.valueOf(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "max_connections=50"))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    server = process;
    awaitAnswer(process);
    return process;
  }

  private void awaitAnswer(Process process) throws IOException {
    var end = System.nanoTime() + START.toNanos();
    while (true) {
      try (var connection = DriverManager.getConnection(url(), USER, PASSWORD)) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          kill();
          throw new IOException(Files.readString(home.resolve("log")), e);
        }
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void run(List<String> command) throws IOException {
    var log = home.resolve("initdb.log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("initdb: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // PostgreSQL refuses to run as root, as which containers run tests.
  private List<String> as(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static void hand(Path path) throws IOException {
    if (isRoot()) {
      var users = path.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(path, users.lookupPrincipalByName("nobody"));
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Optional<Path> findBinaries() {
    return candidates().filter(it -> Files.isExecutable(it.resolve("initdb"))).findFirst();
  }

  private static Stream<Path> candidates() {
    var path =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of);
    if (!Files.isDirectory(DEBIAN)) {
      return path;
    }
    try (var versions = Files.list(DEBIAN)) {
      return Stream.concat(
          path, versions.map(it -> it.resolve("bin")).sorted().toList().reversed().stream());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + DEBIAN, e);
    }
  }
}
