package souk.runtime.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter of system calls for a program that computes: it may start threads but no process, open
 * no socket, trace nothing, mount nothing, and have no memory that its limit does not count.
 *
 * <p>The filter is a program of the kernel's packet filter language over {@code struct
 * seccomp_data}, of 8 bytes per instruction (linux/filter.h, linux/seccomp.h).
 */
final class SystemCallFilter {
  private static final int LOAD = 0x20;
  private static final int AND = 0x54;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;
  private static final int FOURTH_ARGUMENT = 40;

  private static final int ALLOW = 0x7fff_0000;
  private static final int NOT_PERMITTED = 0x0005_0001;
  private static final int NO_MEMORY = 0x0005_000c;

  /** What makes the C library fall back from clone3, whose flags no filter can see, to clone. */
  private static final int NO_SUCH_CALL = 0x0005_0026;

  private static final int CLONE_THREAD = 0x1_0000;
  private static final int MAP_SHARED_ANONYMOUS = 0x21;
  private static final int MAP_GROWSDOWN = 0x100;

  /** Numbers from here on are of another call table of the same architecture. */
  private static final int OTHER_TABLE = 0x4000_0000;

  private static final int MAX_INSTRUCTIONS = 256;

  private static final Optional<SystemCallFilter> OF_THIS_MACHINE =
      Stream.of(SystemCall.Architecture.values())
          .filter(architecture -> architecture.javaName().equals(System.getProperty("os.arch")))
          .map(architecture -> new SystemCallFilter(program(architecture)))
          .findFirst();

  private final byte[] program;
  private @Nullable Path file;

  private SystemCallFilter(byte[] program) {
    this.program = program;
  }

  /** The filter for this machine; empty if its architecture is none of the known. */
  static Optional<SystemCallFilter> ofThisMachine() {
    return OF_THIS_MACHINE;
  }

  /** A file of this process that holds the program; made again if somebody has removed it. */
  synchronized Path file() throws IOException {
    if (file == null || !Files.exists(file)) {
      var made = Files.createTempFile("souk-", ".seccomp");
      made.toFile().deleteOnExit();
      file = Files.write(made, program);
    }
    return file;
  }

  /** The program for an architecture. */
  static byte[] program(SystemCall.Architecture architecture) {
    var filter = new Assembler();
    filter.add(LOAD, 0, 0, ARCHITECTURE);
    filter.add(IF_EQUAL, 1, 0, architecture.auditName());
    filter.add(RETURN, 0, 0, NOT_PERMITTED);
    filter.add(LOAD, 0, 0, NUMBER);
    filter.returnIf(IF_AT_LEAST, OTHER_TABLE, NOT_PERMITTED);
    filter.returnIf(IF_EQUAL, SystemCall.CLONE3.number(architecture), NO_SUCH_CALL);
    for (var call : SystemCall.NEEDLESS) {
      if (call.isOn(architecture)) {
        filter.returnIf(IF_EQUAL, call.number(architecture), NOT_PERMITTED);
      }
    }
    filter.permitThreads(SystemCall.CLONE.number(architecture));
    filter.permitCountedMemory(SystemCall.MMAP.number(architecture));
    filter.add(RETURN, 0, 0, ALLOW);
    return filter.bytes();
  }

  /** Puts instructions one after another. */
  private static final class Assembler {
    private final ByteBuffer program =
        ByteBuffer.allocate(8 * MAX_INSTRUCTIONS).order(ByteOrder.LITTLE_ENDIAN);

    private void permitThreads(int clone) {
      add(IF_EQUAL, 0, 4, clone);
      add(LOAD, 0, 0, FIRST_ARGUMENT);
      returnIf(IF_ANY_BIT, CLONE_THREAD, ALLOW);
      add(RETURN, 0, 0, NOT_PERMITTED);
    }

    /** Shared memory and stacks that grow are not part of what {@code RLIMIT_DATA} counts. */
    private void permitCountedMemory(int mmap) {
      add(IF_EQUAL, 0, 7, mmap);
      add(LOAD, 0, 0, FOURTH_ARGUMENT);
      returnIf(IF_ANY_BIT, MAP_GROWSDOWN, NO_MEMORY);
      add(AND, 0, 0, MAP_SHARED_ANONYMOUS);
      returnIf(IF_EQUAL, MAP_SHARED_ANONYMOUS, NO_MEMORY);
      add(RETURN, 0, 0, ALLOW);
    }

    private void returnIf(int condition, int value, int result) {
      add(condition, 0, 1, value);
      add(RETURN, 0, 0, result);
    }

    /** Jumps count the instructions to skip, if true and if false. */
    private void add(int code, int ifTrue, int ifFalse, int value) {
      program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
    }

    private byte[] bytes() {
      var bytes = new byte[program.position()];
      program.flip().get(bytes);
      return bytes;
    }
  }
}
