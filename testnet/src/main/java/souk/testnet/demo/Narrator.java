package souk.testnet.demo;

/** Tells somebody what happens. Used by one thread at a time. */
public interface Narrator {
  void tell(DemoEvent event);

  /** The last word: the outcome of it all. */
  void conclude(Conclusion summary);
}
