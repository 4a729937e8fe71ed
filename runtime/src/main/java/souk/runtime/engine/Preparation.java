package souk.runtime.engine;

/** What a worker is told about the artefact of the module it runs. */
sealed interface Preparation {
  /** There is none, and nobody keeps one. */
  record Private() implements Preparation {}

  /** There is none; the worker hands over what it makes. */
  record Wanted() implements Preparation {}

  /** Here it is. */
  record Done(Artefact artefact) implements Preparation {}
}
