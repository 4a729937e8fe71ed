package souk.runtime.engine;

import java.util.List;

/**
 * A system call of Linux by its numbers (asm/unistd.h).
 *
 * @param name as the kernel has it
 * @param x86 its number on x86-64, -1 if it has none
 * @param arm its number on ARM64, -1 if it has none
 */
record SystemCall(String name, int x86, int arm) {
  static final SystemCall CLONE = new SystemCall("clone", 56, 220);
  static final SystemCall CLONE3 = new SystemCall("clone3", 435, 435);
  static final SystemCall MMAP = new SystemCall("mmap", 9, 222);

  /** What a program that computes has no need of, whatever the arguments. */
  static final List<SystemCall> NEEDLESS =
      List.of(
          new SystemCall("fork", 57, -1),
          new SystemCall("vfork", 58, -1),
          new SystemCall("socket", 41, 198),
          new SystemCall("socketpair", 53, 199),
          new SystemCall("shmget", 29, 194),
          new SystemCall("semget", 64, 190),
          new SystemCall("msgget", 68, 186),
          new SystemCall("ptrace", 101, 117),
          new SystemCall("process_vm_readv", 310, 270),
          new SystemCall("process_vm_writev", 311, 271),
          new SystemCall("pidfd_getfd", 438, 438),
          new SystemCall("mount", 165, 40),
          new SystemCall("umount2", 166, 39),
          new SystemCall("pivot_root", 155, 41),
          new SystemCall("chroot", 161, 51),
          new SystemCall("unshare", 272, 97),
          new SystemCall("setns", 308, 268),
          new SystemCall("open_tree", 428, 428),
          new SystemCall("move_mount", 429, 429),
          new SystemCall("fsopen", 430, 430),
          new SystemCall("fsconfig", 431, 431),
          new SystemCall("fsmount", 432, 432),
          new SystemCall("fspick", 433, 433),
          new SystemCall("mount_setattr", 442, 442),
          new SystemCall("name_to_handle_at", 303, 264),
          new SystemCall("open_by_handle_at", 304, 265),
          new SystemCall("bpf", 321, 280),
          new SystemCall("perf_event_open", 298, 241),
          new SystemCall("userfaultfd", 323, 282),
          new SystemCall("io_uring_setup", 425, 425),
          new SystemCall("add_key", 248, 217),
          new SystemCall("request_key", 249, 218),
          new SystemCall("keyctl", 250, 219),
          new SystemCall("personality", 135, 92),
          new SystemCall("syslog", 103, 116),
          new SystemCall("kexec_load", 246, 104),
          new SystemCall("kexec_file_load", 320, 294),
          new SystemCall("init_module", 175, 105),
          new SystemCall("finit_module", 313, 273),
          new SystemCall("delete_module", 176, 106),
          new SystemCall("acct", 163, 89),
          new SystemCall("swapon", 167, 224),
          new SystemCall("quotactl", 179, 60),
          new SystemCall("reboot", 169, 142));

  /** Architectures whose calls are known. */
  enum Architecture {
    X86("amd64", 0xc000_003e),
    ARM("aarch64", 0xc000_00b7);

    private final String javaName;
    private final int auditName;

    Architecture(String javaName, int auditName) {
      this.javaName = javaName;
      this.auditName = auditName;
    }

    /** What Java calls it: the property {@code os.arch}. */
    String javaName() {
      return javaName;
    }

    /** What the kernel calls it: AUDIT_ARCH_X86_64 and so on (linux/audit.h). */
    int auditName() {
      return auditName;
    }
  }

  /** Whether the architecture has this call. */
  boolean isOn(Architecture architecture) {
    return number(architecture) >= 0;
  }

  int number(Architecture architecture) {
    return switch (architecture) {
      case X86 -> x86;
      case ARM -> arm;
    };
  }
}
