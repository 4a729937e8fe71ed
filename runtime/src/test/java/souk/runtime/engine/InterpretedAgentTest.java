package souk.runtime.engine;

final class InterpretedAgentTest extends AgentBehaviour {
  @Override
  Engine engine() {
    return EndiveEngine.interpreted();
  }
}
