package souk.runtime.module;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The functions a module may import: all of WASI preview 1 (snapshot 01), and those of an agent.
 * {@code i} is a parameter of 32 bits, {@code I} one of 64.
 */
public enum HostCall {
  ARGS_GET("args_get", "ii"),
  ARGS_SIZES_GET("args_sizes_get", "ii"),
  CLOCK_RES_GET("clock_res_get", "ii"),
  CLOCK_TIME_GET("clock_time_get", "iIi"),
  ENVIRON_GET("environ_get", "ii"),
  ENVIRON_SIZES_GET("environ_sizes_get", "ii"),
  FD_ADVISE("fd_advise", "iIIi"),
  FD_ALLOCATE("fd_allocate", "iII"),
  FD_CLOSE("fd_close", "i"),
  FD_DATASYNC("fd_datasync", "i"),
  FD_FDSTAT_GET("fd_fdstat_get", "ii"),
  FD_FDSTAT_SET_FLAGS("fd_fdstat_set_flags", "ii"),
  FD_FDSTAT_SET_RIGHTS("fd_fdstat_set_rights", "iII"),
  FD_FILESTAT_GET("fd_filestat_get", "ii"),
  FD_FILESTAT_SET_SIZE("fd_filestat_set_size", "iI"),
  FD_FILESTAT_SET_TIMES("fd_filestat_set_times", "iIIi"),
  FD_PREAD("fd_pread", "iiiIi"),
  FD_PRESTAT_DIR_NAME("fd_prestat_dir_name", "iii"),
  FD_PRESTAT_GET("fd_prestat_get", "ii"),
  FD_PWRITE("fd_pwrite", "iiiIi"),
  FD_READ("fd_read", "iiii"),
  FD_READDIR("fd_readdir", "iiiIi"),
  FD_RENUMBER("fd_renumber", "ii"),
  FD_SEEK("fd_seek", "iIii"),
  FD_SYNC("fd_sync", "i"),
  FD_TELL("fd_tell", "ii"),
  FD_WRITE("fd_write", "iiii"),
  PATH_CREATE_DIRECTORY("path_create_directory", "iii"),
  PATH_FILESTAT_GET("path_filestat_get", "iiiii"),
  PATH_FILESTAT_SET_TIMES("path_filestat_set_times", "iiiiIIi"),
  PATH_LINK("path_link", "iiiiiii"),
  PATH_OPEN("path_open", "iiiiiIIii"),
  PATH_READLINK("path_readlink", "iiiiii"),
  PATH_REMOVE_DIRECTORY("path_remove_directory", "iii"),
  PATH_RENAME("path_rename", "iiiiii"),
  PATH_SYMLINK("path_symlink", "iiiii"),
  PATH_UNLINK_FILE("path_unlink_file", "iii"),
  POLL_ONEOFF("poll_oneoff", "iiii"),
  PROC_EXIT("proc_exit", "i"),
  PROC_RAISE("proc_raise", "i"),
  RANDOM_GET("random_get", "ii"),
  SCHED_YIELD("sched_yield", ""),
  SOCK_ACCEPT("sock_accept", "iii"),
  SOCK_RECV("sock_recv", "iiiiii"),
  SOCK_SEND("sock_send", "iiiii"),
  SOCK_SHUTDOWN("sock_shutdown", "ii"),

  TURN_INFO(Origin.AGENT, "turn_info", "i"),
  ACCOUNT(Origin.AGENT, "account", "i"),
  INBOX_READ(Origin.AGENT, "inbox_read", "iiiiii"),
  PAY(Origin.AGENT, "pay", "ii"),
  SEND(Origin.AGENT, "send", "iiii"),
  SPAWN(Origin.AGENT, "spawn", "ii"),
  SLEEP(Origin.AGENT, "sleep", "I"),
  END(Origin.AGENT, "end", "i");

  /** Who specifies a function, and what its module is called. */
  private enum Origin {
    WASI("wasi_snapshot_preview1"),
    AGENT("souk");

    private final String module;

    Origin(String module) {
      this.module = module;
    }
  }

  private static final Map<String, Map<String, HostCall>> BY_MODULE =
      Arrays.stream(values())
          .collect(
              Collectors.groupingBy(
                  HostCall::moduleName,
                  Collectors.toMap(HostCall::functionName, Function.identity())));

  private final Origin origin;
  private final String functionName;
  private final String parameters;

  HostCall(String functionName, String parameters) {
    this(Origin.WASI, functionName, parameters);
  }

  HostCall(Origin origin, String functionName, String parameters) {
    this.origin = origin;
    this.functionName = functionName;
    this.parameters = parameters;
  }

  /** The module name of the import. */
  public String moduleName() {
    return origin.module;
  }

  /** The name of the import. */
  public String functionName() {
    return functionName;
  }

  /** Whether only an agent's turn can use it. */
  public boolean isForAgents() {
    return origin == Origin.AGENT;
  }

  /** Whether it returns an error number; {@code proc_exit} returns nothing, and not at all. */
  public boolean returnsErrno() {
    return this != PROC_EXIT;
  }

  /** Number of parameters. */
  public int parameterCount() {
    return parameters.length();
  }

  /** Whether a parameter has 64 bits; the others have 32. */
  public boolean isLong(int parameter) {
    return parameters.charAt(parameter) == 'I';
  }

  FunctionType type() {
    return new FunctionType(
        IntStream.range(0, parameterCount())
            .mapToObj(i -> isLong(i) ? ValueType.I64 : ValueType.I32)
            .toList(),
        returnsErrno() ? List.of(ValueType.I32) : List.of());
  }

  static Optional<HostCall> find(String module, String name) {
    return Optional.ofNullable(BY_MODULE.getOrDefault(module, Map.of()).get(name));
  }
}
