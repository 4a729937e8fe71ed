package souk.runtime.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.endive.wasm.Parser;
import souk.runtime.TestModules;

final class AdmissionPropertiesTest {
  private static final int MUTANTS = 3_000;

  @ParameterizedTest
  @ValueSource(
      strings = {"control", "nan", "bulk", "files", "pointers", "indirect-recursion", "globals"})
  void mutantsAreRefusedOrRewrittenIntoValidModules(String name) {
    var random = new Random(name.hashCode());
    var original = TestModules.load(name).toArray();

    for (var i = 0; i < MUTANTS; i++) {
      var mutant = mutate(original, random);
      switch (Admission.of(mutant)) {
        case Admission.Refused(var reason) -> assertThat(reason).isNotBlank();
        case Admission.Admitted(var module) ->
            assertThatCode(() -> Parser.parse(module.rewrite(1 << 16))).doesNotThrowAnyException();
      }
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    var mutant = original.clone();
    for (var changes = 1 + random.nextInt(3); changes > 0; changes--) {
      var at = random.nextInt(mutant.length);
      mutant[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (mutant[at] + random.nextInt(5) - 2);
            default -> mutant[random.nextInt(mutant.length)];
          };
    }
    return mutant;
  }
}
