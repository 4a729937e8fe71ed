package souk.testnet.agent;

import souk.testnet.demo.Conclusion;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.Narrator;

/** Lets several threads tell a narrator, one after the other. */
final class Told implements Narrator {
  private final Narrator narrator;

  Told(Narrator narrator) {
    this.narrator = narrator;
  }

  @Override
  public synchronized void tell(DemoEvent event) {
    narrator.tell(event);
  }

  @Override
  public synchronized void conclude(Conclusion summary) {
    narrator.conclude(summary);
  }
}
