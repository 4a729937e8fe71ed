package souk.settlement.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** A deployment as a JSON file: written by who deploys, read by everybody else. */
public final class DeploymentFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BYTES = 16 * 1024;
  private static final int MAX_DECIMALS = 36;

  private DeploymentFile() {}

  /**
   * Reads the file.
   *
   * @throws ChainException if it cannot be read or says no deployment
   */
  public static Deployment read(Path file) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      return parse(bytes.length > MAX_BYTES ? "" : new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ChainException.permanent("the deployment file %s cannot be read".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw ChainException.permanent(
          "%s is no deployment file: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws ChainException if it cannot be written
   */
  public static void write(Deployment deployment, Path file) {
    try {
      var part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(part, text(deployment));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ChainException.permanent("the deployment file %s cannot be written".formatted(file), e);
    }
  }

  private static String text(Deployment deployment) {
    return JSON.createObjectNode()
            .put("chainId", deployment.chainId())
            .put("genesis", deployment.genesis().toString())
            .put("market", deployment.market().toString())
            .put("orders", deployment.orders().toString())
            .put("history", deployment.history().toString())
            .put("verifiers", deployment.court().verifiers().toString())
            .put("audits", deployment.court().audits().toString())
            .put("jury", deployment.court().jury().toString())
            .put("disputes", deployment.court().disputes().toString())
            .put("demands", deployment.court().demands().toString())
            .put("relay", deployment.court().relay().toString())
            .put("lens", deployment.lens().toString())
            .put("agents", deployment.agents().toString())
            .put("identities", deployment.identities().toString())
            .put("randomness", deployment.randomness().toString())
            .put("token", deployment.token().toString())
            .put("tokenDecimals", deployment.tokenDecimals())
            .put("block", deployment.block())
            .toPrettyString()
        + "\n";
  }

  private static Deployment parse(String text) {
    try {
      var json = JSON.readTree(text);
      return new Deployment(
          number(json, "chainId", Long.MAX_VALUE),
          Hash.parse(json.path("genesis").asText()),
          address(json, "market"),
          address(json, "orders"),
          address(json, "history"),
          court(json),
          address(json, "lens"),
          address(json, "agents"),
          address(json, "identities"),
          address(json, "randomness"),
          address(json, "token"),
          (int) number(json, "tokenDecimals", MAX_DECIMALS),
          number(json, "block", Long.MAX_VALUE));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  private static Court court(JsonNode json) {
    return new Court(
        address(json, "verifiers"),
        address(json, "audits"),
        address(json, "jury"),
        address(json, "disputes"),
        address(json, "demands"),
        address(json, "relay"));
  }

  private static Address address(JsonNode json, String name) {
    return Address.parse(json.path(name).asText());
  }

  private static long number(JsonNode json, String name, long max) {
    var number = json.path(name);
    if (!number.canConvertToLong() || number.asLong() < 0 || number.asLong() > max) {
      throw new IllegalArgumentException("%s is 0..%d".formatted(name, max));
    }
    return number.asLong();
  }
}
