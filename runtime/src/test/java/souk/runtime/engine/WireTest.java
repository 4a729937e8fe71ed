package souk.runtime.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.Arguments;
import souk.protocol.job.JobKind;
import souk.protocol.value.Fuel;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;
import souk.runtime.machine.RunOutcome.Completed;

final class WireTest {
  private static final Limits LIMITS = new Limits(new Fuel(5), 6, 7);
  private static final Artefact ARTEFACT =
      new Artefact(Bytes.utf8("rewritten"), Bytes.utf8("classes"));

  static Stream<RunOutcome> outcomes() {
    return Stream.of(
        completed(new ExitStatus.Exited(0xFFFF_FFFFL), "output"),
        completed(new ExitStatus.Trapped(), ""),
        completed(new ExitStatus.OutOfFuel(), "1234567"),
        new RunOutcome.Rejected("no"),
        new RunOutcome.HostFault("oh"));
  }

  private static Completed completed(ExitStatus status, String output) {
    return new Completed(
        Execution.ofCommand(status, new Fuel(4), Bytes.utf8(output), Bytes.utf8("log")));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void carriesOutcomes(RunOutcome outcome) throws IOException {
    assertThat(Wire.readOutcome(input(bytes(outcome)), _ -> {}, LIMITS)).isEqualTo(outcome);
  }

  static Stream<Preparation> preparations() {
    return Stream.of(
        new Preparation.Private(), new Preparation.Wanted(), new Preparation.Done(ARTEFACT));
  }

  @Test
  void handsOverTheArtefactBeforeTheOutcome() throws IOException {
    var outcome = completed(new ExitStatus.Exited(0), "");
    var sent = new ByteArrayOutputStream();
    var made = new ArrayList<Artefact>();

    Wire.writeMadeArtefact(new DataOutputStream(sent), ARTEFACT);
    Wire.writeOutcome(new DataOutputStream(sent), outcome);

    assertThat(Wire.readOutcome(input(sent.toByteArray()), made::add, LIMITS)).isEqualTo(outcome);
    assertThat(made).containsExactly(ARTEFACT);
  }

  @ParameterizedTest
  @MethodSource("preparations")
  void carriesRequests(Preparation preparation) throws IOException {
    var mounts = new TreeMap<String, Bytes>();
    mounts.put("docs/ä.txt", Bytes.utf8("content"));
    var arguments = new Arguments(List.of("a", ""), new TreeMap<>());
    var invocation = new Invocation(Bytes.utf8("module"), arguments, Bytes.utf8("input"), mounts);
    var sent = new ByteArrayOutputStream();

    Wire.writeRequest(new DataOutputStream(sent), preparation, invocation, LIMITS);

    var in = input(sent.toByteArray());
    assertThat(Wire.readPreparation(in)).isEqualTo(preparation);
    assertThat(Wire.readKind(in)).isEqualTo(JobKind.COMMAND);
    assertThat(Wire.readLimits(in)).isEqualTo(LIMITS);
    assertThat(Wire.readInvocation(in)).isEqualTo(invocation);
  }

  @Test
  void refusesMoreOutputThanTheLimit() throws IOException {
    var sent = bytes(completed(new ExitStatus.Exited(0), "12345678"));

    assertThatThrownBy(() -> Wire.readOutcome(input(sent), _ -> {}, LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("length of 8");
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void refusesAnswersThatEndEarly(RunOutcome outcome) throws IOException {
    var whole = bytes(outcome);

    for (var size = 0; size < whole.length; size++) {
      var part = Arrays.copyOf(whole, size);
      assertThatThrownBy(() -> Wire.readOutcome(input(part), _ -> {}, LIMITS))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesWhatIsNotAnAnswer() {
    assertThatThrownBy(
            () -> Wire.readOutcome(input("Error: no Java".getBytes(US_ASCII)), _ -> {}, LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("same version");
  }

  private static byte[] bytes(RunOutcome outcome) throws IOException {
    var sent = new ByteArrayOutputStream();
    Wire.writeOutcome(new DataOutputStream(sent), outcome);
    return sent.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
