package souk.testnet.attack.actor;

import java.util.HexFormat;

/** WebAssembly modules that do no good, byte by byte (core specification, section 5). */
final class Modules {
  // Magic and version; type () -> (); one function of it; a page of memory; both exported.
  private static final String COMMAND =
      "0061736d01000000"
          + "010401600000"
          + "03020100"
          + "0503010001"
          + "071302066d656d6f72790200065f73746172740000";

  private Modules() {}

  /** (loop (br 0)) */
  static byte[] endless() {
    return bytes(COMMAND + "0a09010700" + "03400c000b" + "0b");
  }

  /** (loop (drop (memory.grow (i32.const 1))) (br 0)) */
  static byte[] hungry() {
    return bytes(COMMAND + "0a0e010c00" + "0340" + "41014000" + "1a" + "0c000b" + "0b");
  }

  /** (call 0), and nothing before it. */
  static byte[] recursive() {
    return bytes(COMMAND + "0a06010400" + "1000" + "0b");
  }

  /** Imports env.system, which no machine of ours has. */
  static byte[] callingTheHost() {
    return bytes(
        "0061736d01000000"
            + "010401600000"
            + "020e0103656e760673797374656d0000"
            + "03020100"
            + "0503010001"
            + "071302066d656d6f72790200065f73746172740001"
            + "0a06010400"
            + "1000"
            + "0b");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
