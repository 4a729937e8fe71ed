package souk.cli.command;

import picocli.CommandLine.Option;

/** Which stake is meant. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required
final class RoleOption {
  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "provider or verifier.")
  private Role role;

  Role role() {
    return role;
  }
}
