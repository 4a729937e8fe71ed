package souk.verifier.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;

/** Every test reads what it wrote from the journal opened anew, as after a crash. */
@InEveryJournal
class VerifierJournalTest {
  private static final DutyId ID = new DutyId.Vote(hash(1), 2, hash(6), 4);
  private static final Result RESULT =
      new Result(
          hash(10),
          hash(11),
          new ExitStatus.Trapped(),
          new Fuel(77),
          hash(12),
          List.of(hash(13), hash(14)));
  private static final Answer ANSWER = new Answer(RESULT, hash(4));

  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;

  VerifierJournalTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void choosePlace() {
    place = places.fresh(directory);
  }

  @Test
  void remembersAnAnswerAndItsSalt() {
    write(journal -> journal.answered(ID, ANSWER));

    assertThat(answer()).contains(ANSWER);
  }

  @Test
  void keepsTheFirstAnswerWhateverIsFoundLater() {
    write(journal -> journal.answered(ID, ANSWER));
    write(journal -> journal.answered(ID, new Answer(RESULT, hash(5))));

    assertThat(answer()).contains(ANSWER);
  }

  @Test
  void hasNoAnswerBeforeOneWasFound() {
    write(journal -> journal.begin(ID));

    assertThat(answer()).isEmpty();
  }

  @Test
  void knowsAJobsResultWhicheverAttemptItWasRunFor() {
    write(journal -> journal.answered(ID, ANSWER));

    assertThat(result(ID.jobId())).contains(RESULT);
    assertThat(result(hash(9))).isEmpty();
  }

  @Test
  void keepsAuditsAndVotesApart() {
    var audit = new DutyId.Audit(ID.jobId(), ID.attempt(), ID.seat());
    write(journal -> journal.answered(ID, ANSWER));
    write(journal -> journal.begin(audit));

    assertThat(read(VerifierJournal::unfinished)).containsExactlyInAnyOrder(ID, audit);
    assertThat(answer(audit)).isEmpty();
  }

  @Test
  void listsDutiesUntilTheyEnd() {
    write(journal -> journal.begin(ID));
    assertThat(read(VerifierJournal::unfinished)).containsExactly(ID);

    write(journal -> journal.end(ID));

    assertThat(read(VerifierJournal::unfinished)).isEmpty();
    assertThat(answer()).isEmpty();
  }

  private Optional<Answer> answer() {
    return answer(ID);
  }

  private Optional<Answer> answer(DutyId id) {
    return read(journal -> journal.answer(id));
  }

  private Optional<Result> result(Hash jobId) {
    return read(journal -> journal.result(jobId));
  }

  private void write(Consumer<VerifierJournal> work) {
    read(
        journal -> {
          work.accept(journal);
          return true;
        });
  }

  private <T> T read(Function<VerifierJournal, T> work) {
    try (var file = Journal.open(place)) {
      return work.apply(VerifierJournal.in(file));
    }
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[0] = (byte) number;
    return Hash.of(bytes);
  }
}
