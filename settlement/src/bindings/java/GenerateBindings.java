import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.web3j.codegen.SolidityFunctionWrapper;
import org.web3j.protocol.core.methods.response.AbiDefinition;

/**
 * Generates the contracts' Java bindings from the artefacts on the class path, during the build.
 *
 * <p>Arguments: the directory to write to, then the contracts' names. A file that would not change
 * is left alone, so that an unchanged build compiles nothing. Bytecode is no compile-time constant:
 * the compiler would copy it into who uses it, and not again when a contract changes.
 */
final class GenerateBindings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACKAGE = "souk.settlement.web3j.bindings";

  private GenerateBindings() {}

  public static void main(String[] arguments) throws Exception {
    var directory = Path.of(arguments[0]);
    var scratch = Files.createTempDirectory("bindings");
    for (var name : Arrays.asList(arguments).subList(1, arguments.length)) {
      generate(name, scratch);
      var file = Path.of(PACKAGE.replace('.', '/'), name + ".java");
      keepFromInlining(scratch.resolve(file));
      replaceIfChanged(scratch.resolve(file), directory.resolve(file));
    }
  }

  private static void generate(String name, Path directory) throws Exception {
    try (var artefact =
        GenerateBindings.class.getResourceAsStream("/souk/contracts/" + name + ".json")) {
      if (artefact == null) {
        throw new IOException(
            "no artefact of " + name + " on the class path: build contracts first");
      }
      var tree = JSON.readTree(artefact);
      var abi = List.of(JSON.treeToValue(tree.get("abi"), AbiDefinition[].class));
      var bytecode = tree.get("bytecode").asText().replaceFirst("^0x", "");
      new SolidityFunctionWrapper(true)
          .generateJavaFiles(name, bytecode, abi, directory.toString(), PACKAGE, Map.of());
    }
  }

  private static void keepFromInlining(Path binding) throws IOException {
    var source = Files.readString(binding);
    // Bytecode too long for one literal is put together at run time as it is.
    var kept = source.replaceFirst("( BINARY = )(\"[^\"]*\");", "$1String.valueOf($2);");
    Files.writeString(binding, kept);
  }

  private static void replaceIfChanged(Path generated, Path target) throws IOException {
    if (Files.exists(target) && Files.mismatch(generated, target) < 0) {
      return;
    }
    Files.createDirectories(target.getParent());
    Files.copy(generated, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
