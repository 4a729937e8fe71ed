package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  private final List<String> objections = new ArrayList<>();
  private final List<Optional<String>> noted = new ArrayList<>();
  private final Intake intake =
      new Intake(
          List.of(Optional::empty, () -> objections.stream().findFirst()),
          noted::add,
          new ProviderLog(6));

  @Test
  void takesJobsUnlessARuleObjects() {
    intake.review();
    assertThat(intake.isClosed()).isFalse();

    objections.add("the battery is low");
    intake.review();
    assertThat(intake.objection()).contains("the battery is low");

    objections.clear();
    intake.review();
    assertThat(intake.isClosed()).isFalse();
  }

  @Test
  void notesWhatHoldsAtFirstAndWhenThatChanges() {
    intake.review();
    intake.review();
    objections.add("somebody used this machine 1 s ago");
    intake.review();
    objections.set(0, "somebody used this machine 2 s ago");
    intake.review();

    assertThat(noted)
        .containsExactly(Optional.empty(), Optional.of("somebody used this machine 1 s ago"));
  }

  @Test
  void notesThatItIsClosedForGood() {
    objections.add("the operator asked this provider to leave");
    intake.review();
    objections.clear();

    intake.close("it has left");

    assertThat(intake.objection()).contains("it has left");
    assertThat(noted.getLast()).contains("it has left");
  }

  @Test
  void aDrainRequestStandsUntilItIsFulfilled(@TempDir Path directory) {
    var ofCommand = DrainRequest.in(directory.resolve("account"));
    var ofNode = DrainRequest.in(directory.resolve("account"));
    assertThat(ofNode.stands()).isFalse();

    ofCommand.make(Leaving.FINISH);
    assertThat(ofNode.stands()).isTrue();
    assertThat(ofNode.handsOver()).isFalse();

    ofCommand.make(Leaving.HAND_OVER);
    assertThat(ofNode.handsOver()).isTrue();

    ofNode.end();
    assertThat(ofCommand.stands()).isFalse();
  }
}
