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
  private final Intake intake =
      new Intake(
          List.of(Optional::empty, () -> objections.stream().findFirst()), new ProviderLog(6));

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
  void aDrainRequestStandsUntilItIsFulfilled(@TempDir Path directory) {
    var ofCommand = DrainRequest.in(directory.resolve("account"));
    var ofNode = DrainRequest.in(directory.resolve("account"));
    assertThat(ofNode.stands()).isFalse();

    ofCommand.make();
    ofCommand.make();
    assertThat(ofNode.stands()).isTrue();

    ofNode.end();
    assertThat(ofCommand.stands()).isFalse();
  }
}
