package souk.client.telemetry;

/** Is told and tells nobody. */
final class SilentListener implements Readiness.Listener {
  @Override
  public void unable(String need, String reason) {}

  @Override
  public void able(String need) {}
}
