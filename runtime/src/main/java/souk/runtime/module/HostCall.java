package souk.runtime.module;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The functions a module may import from {@value #MODULE}: the part of WASI preview 1 the machine
 * provides. Parameters are those of the WASI snapshot-01 interface: {@code i} has 32 bits, {@code
 * I} 64.
 */
public enum HostCall {
  ARGS_GET("args_get", "ii"),
  ARGS_SIZES_GET("args_sizes_get", "ii"),
  CLOCK_RES_GET("clock_res_get", "ii"),
  CLOCK_TIME_GET("clock_time_get", "iIi"),
  ENVIRON_GET("environ_get", "ii"),
  ENVIRON_SIZES_GET("environ_sizes_get", "ii"),
  FD_CLOSE("fd_close", "i"),
  FD_FDSTAT_GET("fd_fdstat_get", "ii"),
  FD_FDSTAT_SET_FLAGS("fd_fdstat_set_flags", "ii"),
  FD_FILESTAT_GET("fd_filestat_get", "ii"),
  FD_PRESTAT_DIR_NAME("fd_prestat_dir_name", "iii"),
  FD_PRESTAT_GET("fd_prestat_get", "ii"),
  FD_READ("fd_read", "iiii"),
  FD_READDIR("fd_readdir", "iiiIi"),
  FD_SEEK("fd_seek", "iIii"),
  FD_TELL("fd_tell", "ii"),
  FD_WRITE("fd_write", "iiii"),
  PATH_FILESTAT_GET("path_filestat_get", "iiiii"),
  PATH_OPEN("path_open", "iiiiiIIii"),
  POLL_ONEOFF("poll_oneoff", "iiii"),
  PROC_EXIT("proc_exit", "i"),
  RANDOM_GET("random_get", "ii"),
  SCHED_YIELD("sched_yield", "");

  /** The module name of every import. */
  public static final String MODULE = "wasi_snapshot_preview1";

  private static final Map<String, HostCall> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(HostCall::functionName, call -> call));

  private final String functionName;
  private final String parameters;

  HostCall(String functionName, String parameters) {
    this.functionName = functionName;
    this.parameters = parameters;
  }

  /** The name of the import. */
  public String functionName() {
    return functionName;
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
    return module.equals(MODULE) ? Optional.ofNullable(BY_NAME.get(name)) : Optional.empty();
  }
}
