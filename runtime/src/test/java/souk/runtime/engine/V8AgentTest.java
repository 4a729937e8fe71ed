package souk.runtime.engine;

final class V8AgentTest extends AgentBehaviour {
  private final Engine engine = TestV8.engine();

  @Override
  Engine engine() {
    return engine;
  }
}
