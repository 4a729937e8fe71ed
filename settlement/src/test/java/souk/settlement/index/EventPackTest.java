package souk.settlement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;
import souk.settlement.log.AbiLogs;

class EventPackTest {
  private static final int KINDS = 58;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void givesBackWhatWasPacked(long seed) {
    var random = new Random(seed);
    var logs = logs(random, 1 + random.nextInt(EventPack.MOST_EVENTS));

    var pack = EventPack.of(pack(logs).bytes());

    assertThat(unpacked(pack)).isEqualTo(logs);
    for (var i = 0; i < logs.size(); i++) {
      assertThat(pack.kind(i)).isEqualTo(i % KINDS);
      assertThat(pack.place(i)).isEqualTo(logs.get(i).at().index());
    }
    assertThat(pack.kinds()).hasSize(Math.min(KINDS, logs.size()));
  }

  @Test
  void canBeCutShort() {
    var logs = logs(new Random(5), 20);

    assertThat(unpacked(pack(logs).first(7))).isEqualTo(logs.subList(0, 7));
  }

  @Test
  void takesSoManyEventsAndNoMore() {
    var packer = new EventPacker();
    assertThat(packer.isEmpty()).isTrue();

    logs(new Random(6), EventPack.MOST_EVENTS).forEach(log -> packer.add(0, log));

    assertThat(packer.isFull()).isTrue();
    assertThat(packer.pack().size()).isEqualTo(EventPack.MOST_EVENTS);
  }

  @Test
  void sharesWhatLogsHaveInCommon() {
    var one = logs(new Random(7), 1);
    var sameTwice = List.of(one.getFirst(), one.getFirst());

    var growth = pack(sameTwice).bytes().length - pack(one).bytes().length;

    var contents = one.getFirst().data().length + 33 * one.getFirst().topics().size();
    assertThat(growth).isLessThan(contents + 20);
  }

  @Test
  void refusesWhatIsNoPack() {
    var packed = pack(logs(new Random(8), 3)).bytes();

    for (var size = 0; size < packed.length; size++) {
      var cut = Arrays.copyOf(packed, size);
      assertThatThrownBy(() -> EventPack.of(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    var longer = Arrays.copyOf(packed, packed.length + 1);
    assertThatThrownBy(() -> EventPack.of(longer)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesNumbersOfAnySize() {
    for (var number : new long[] {0, 1, 127, 128, 16_384, 1L << 35, Long.MAX_VALUE}) {
      var bytes = new PackWriter().number(number).toArray();

      assertThat(new PackReader(bytes, 0, bytes.length).number()).isEqualTo(number);
    }
    assertThatThrownBy(() -> new PackWriter().number(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EventPack pack(List<RawLog> logs) {
    var packer = new EventPacker();
    for (var i = 0; i < logs.size(); i++) {
      packer.add(i % KINDS, logs.get(i));
    }
    return packer.pack();
  }

  private static List<RawLog> unpacked(EventPack pack) {
    var logs = new ArrayList<RawLog>();
    for (var i = 0; i < pack.size(); i++) {
      logs.add(pack.log(i));
    }
    return logs;
  }

  private static List<RawLog> logs(Random random, int count) {
    var abi = new AbiLogs(random, 0.3);
    var events = AbiLogs.events();
    var logs = new ArrayList<RawLog>();
    for (var i = 0; i < count; i++) {
      var block = random.nextInt(3);
      var at = new LogPosition(block, hash(block), hash(10 + random.nextInt(9)), i);
      var contract = Address.of(Arrays.copyOf(hash(random.nextInt(4)).bytes(), Address.SIZE));
      logs.add(abi.log(events.get(random.nextInt(events.size())), contract, at));
    }
    return logs;
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) number);
    return Hash.of(bytes);
  }
}
