package souk.market.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import souk.client.api.SignedCheckpoint;
import souk.market.state.KeptTurn;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.runtime.machine.Bytes;

/** Turns of jobs, kept in memory, oldest first. */
final class FakeStates implements States {
  private final List<KeptTurn> turns = new ArrayList<>();

  /** Keeps a turn of a job's first attempt. */
  synchronized SignedCheckpoint keep(Hash jobId, int number) {
    var checkpoint =
        new JobCheckpoint(
            jobId, 0, number, Hash.ZERO, Hash.ZERO, new Fuel(number), Hash.ZERO, Hash.ZERO);
    var signed = new SignedCheckpoint(checkpoint, Signature.of(new byte[Signature.ECDSA_SIZE]));
    turns.add(new KeptTurn(signed, Bytes.utf8("the state behind turn " + number)));
    return signed;
  }

  @Override
  public synchronized List<Hash> jobs() {
    return turns.stream().map(turn -> turn.signed().checkpoint().jobId()).distinct().toList();
  }

  @Override
  public synchronized Optional<SignedCheckpoint> newest(Hash jobId, int attempt) {
    return of(jobId).map(KeptTurn::signed).reduce((_, newer) -> newer);
  }

  @Override
  public synchronized Optional<KeptTurn> turn(SignedCheckpoint signed) {
    return turns.stream().filter(turn -> turn.signed().equals(signed)).findFirst();
  }

  private Stream<KeptTurn> of(Hash jobId) {
    return turns.stream().filter(turn -> turn.signed().checkpoint().jobId().equals(jobId));
  }
}
