package souk.runtime.engine;

final class InterpretedEndiveTest extends EngineBehaviour {
  @Override
  Engine engine() {
    return EndiveEngine.interpreted();
  }
}
