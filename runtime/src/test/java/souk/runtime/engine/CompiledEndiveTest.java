package souk.runtime.engine;

final class CompiledEndiveTest extends EngineBehaviour {
  @Override
  Engine engine() {
    return EndiveEngine.compiled();
  }
}
