package souk.runtime.module;

import java.util.List;
import java.util.random.RandomGenerator;

/** Changes a few bytes of a module's code. */
public final class CodeMutator {
  private final byte[] original;
  private final List<Layout.Span> bodies;

  public CodeMutator(byte[] module) {
    this.original = module.clone();
    this.bodies = ModuleReader.read(original, new LibraryRules()).bodies();
  }

  /** A changed copy; often invalid. */
  public byte[] mutant(RandomGenerator random) {
    var mutant = original.clone();
    for (var changes = 1 + random.nextInt(3); changes > 0; changes--) {
      var body = bodies.get(random.nextInt(bodies.size()));
      var at = random.nextInt(body.from(), body.to());
      mutant[at] = changed(mutant, at, body, random);
    }
    return mutant;
  }

  private static byte changed(byte[] module, int at, Layout.Span body, RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> (byte) random.nextInt(256);
      case 1 -> (byte) random.nextInt(0x45, 0xC5);
      case 2 -> (byte) (module[at] + random.nextInt(5) - 2);
      case 3 -> (byte) (module[at] ^ (1 << random.nextInt(7)));
      default -> module[random.nextInt(body.from(), body.to())];
    };
  }
}
