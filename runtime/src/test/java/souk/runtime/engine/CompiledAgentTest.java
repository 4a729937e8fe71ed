package souk.runtime.engine;

final class CompiledAgentTest extends AgentBehaviour {
  @Override
  Engine engine() {
    return EndiveEngine.compiled();
  }
}
