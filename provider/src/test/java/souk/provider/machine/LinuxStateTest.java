package souk.provider.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxStateTest {
  private static final Instant NOW = Instant.parse("2030-01-01T23:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path root;
  private LinuxState machine;

  @BeforeEach
  void isQuiet() throws IOException {
    write("proc/loadavg", "0.10 0.20 0.30 1/234 5678\n");
    write("proc/interrupts", interrupts(100));
    machine = new LinuxState(root, 4, CLOCK);
    assertThat(objection("idle", 0)).isEmpty();
  }

  @Test
  void worksWhileNobodyUsesIt() {
    assertThat(objection("idle,22:00-07:00", 0)).isEmpty();
  }

  @Test
  void pausesOutsideItsHours() {
    assertThat(objection("08:00-17:00", 0)).contains("jobs are taken at 08:00-17:00");
  }

  @Test
  void pausesWhenAKeyIsPressed() throws IOException {
    write("proc/interrupts", interrupts(101));

    assertThat(objection("idle", 0)).contains("somebody used this machine 0 s ago");
    assertThat(objection("always", 0)).isEmpty();
  }

  @Test
  void interruptsOfOtherDevicesAreNobodysInput() throws IOException {
    write("proc/interrupts", interrupts(100).replace("555", "999"));

    assertThat(objection("idle", 0)).isEmpty();
  }

  @Test
  void pausesForFiveMinutesAfterATerminalWasTypedInto() throws IOException {
    typedInto("dev/pts/3", NOW.minus(MINUTE));
    assertThat(objection("idle", 0)).contains("somebody used this machine 60 s ago");

    typedInto("dev/pts/3", NOW.minus(IdleRule.QUIET));
    assertThat(objection("idle", 0)).isEmpty();
  }

  @Test
  void pausesForTheLoadOfOthersAndNotForThatOfJobs() throws IOException {
    write("proc/loadavg", "2.90 0.20 0.30 1/234 5678\n");

    assertThat(objection("idle", 0)).contains("others keep 2.9 of 4 processors busy");
    assertThat(objection("idle", 2)).isEmpty();
  }

  @Test
  void beginsAgainOnlyOnceTheLoadIsWellDown() throws IOException {
    var rule = rule("idle", 0);
    write("proc/loadavg", "2.1 0 0 1/1 1\n");
    assertThat(rule.objection()).isPresent();

    write("proc/loadavg", "1.5 0 0 1/1 1\n");
    assertThat(rule.objection()).isPresent();

    write("proc/loadavg", "1.1 0 0 1/1 1\n");
    assertThat(rule.objection()).isEmpty();
  }

  @Test
  void pausesOnItsBattery() throws IOException {
    battery("Discharging", 40, 10_000_000, 10_000_000);
    assertThat(objection("idle", 0)).contains("this machine runs on its battery, at 40%");

    battery("Charging", 40, 10_000_000, 10_000_000);
    assertThat(objection("idle", 0)).isEmpty();
  }

  @Test
  void staysOnMainsAndForHalfOfWhatItsBatteryPromises() throws IOException {
    var rule = new BatteryRule(machine);
    assertThat(rule.objection(Duration.ofDays(1))).isEmpty();

    battery("Discharging", 40, 10_000_000, 10_000_000);

    assertThat(rule.objection(Duration.ofMinutes(29))).isEmpty();
    assertThat(rule.objection(Duration.ofMinutes(31)))
        .contains("its battery, at 40%, may not last the 1860 s until the result is revealed");
  }

  @Test
  void aBatteryThatDoesNotTellHowLongItLastsIsNotTrusted() throws IOException {
    write("sys/class/power_supply/BAT0/type", "Battery\n");
    write("sys/class/power_supply/BAT0/status", "Discharging\n");

    assertThat(new BatteryRule(machine).objection(MINUTE)).isPresent();
  }

  @Test
  void whatIsGarbageCountsAsNotTold() throws IOException {
    write("proc/loadavg", "nan nan");
    write("proc/interrupts", "i8042 ::: 99999999999999999999999999\n");

    assertThat(machine.load()).isEmpty();
    assertThat(objection("idle", 0)).isPresent();
  }

  private Optional<String> objection(String when, int running) {
    return rule(when, running).objection();
  }

  private IdleRule rule(String when, int running) {
    return new IdleRule(WorkTime.parse(when), machine, () -> running, CLOCK);
  }

  private static String interrupts(int keys) {
    return """
                  CPU0       CPU1
         0:         10          0   IO-APIC    2-edge      timer
         1:          7 %10d   IO-APIC    1-edge      i8042
        24:        555          1   PCI-MSI 327680-edge  xhci_hcd
       NMI:          1          1   Non-maskable interrupts
      """
        .formatted(keys);
  }

  private void battery(String status, int percent, long energy, long power) throws IOException {
    write("sys/class/power_supply/AC/type", "Mains\n");
    write("sys/class/power_supply/BAT0/type", "Battery\n");
    write("sys/class/power_supply/BAT0/status", status + "\n");
    write("sys/class/power_supply/BAT0/capacity", percent + "\n");
    write("sys/class/power_supply/BAT0/energy_now", energy + "\n");
    write("sys/class/power_supply/BAT0/power_now", power + "\n");
  }

  private void typedInto(String terminal, Instant last) throws IOException {
    write(terminal, "");
    Files.getFileAttributeView(root.resolve(terminal), BasicFileAttributeView.class)
        .setTimes(null, FileTime.from(last), null);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }
}
