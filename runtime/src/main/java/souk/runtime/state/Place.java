package souk.runtime.state;

/**
 * Where an agent job can be gone on from, behind at least one turn. That the two belong together is
 * for whoever goes on to check.
 *
 * @param checkpoint how far the job has come
 * @param state the state it is in
 */
public record Place(Checkpoint checkpoint, Snapshot state) {}
