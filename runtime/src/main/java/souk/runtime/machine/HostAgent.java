package souk.runtime.machine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import souk.protocol.codec.EffectCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.job.AgentInput;
import souk.protocol.job.ChildJob;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.runtime.module.HostCall;

/** Answers what only an agent can ask, and keeps what its turn wants done. */
final class HostAgent {
  private static final int AMOUNT_BYTES = 16;
  private static final int TURN_INFO_BYTES = 48;
  private static final int ACCOUNT_BYTES = Address.SIZE + AMOUNT_BYTES;

  private final AgentJob job;
  private final AgentInput input;
  private final int turn;
  private final HostFuel fuel;
  private final List<Effect> effects = new ArrayList<>();
  private int effectBytes;

  HostAgent(AgentJob job, AgentInput input, int turn, HostFuel fuel) {
    this.job = job;
    this.input = input;
    this.turn = turn;
    this.fuel = fuel;
  }

  List<Effect> effects() {
    return List.copyOf(effects);
  }

  void answer(HostCall call, long[] v, Pointers memory) {
    switch (call) {
      case TURN_INFO -> turnInfo(v[0], memory);
      case ACCOUNT -> account(v[0], memory);
      case INBOX_READ -> readInbox(v[0], new MessageRoom(v[1], v[2], v[3], v[4], v[5]), memory);
      case PAY -> add(new Effect.Pay(address(v[0], memory), amount(v[1], memory)));
      case SEND -> send(v[0], v[1], v[2], v[3], memory);
      case SPAWN -> spawn(v[0], v[1], memory);
      case SLEEP -> sleep(v[0]);
      case END -> add(new Effect.End(address(v[0], memory)));
      default -> throw new IllegalArgumentException(call + " is for every guest");
    }
  }

  private void turnInfo(long at, Pointers memory) {
    var info = new byte[TURN_INFO_BYTES];
    Pointers.littleEndian(info)
        .putInt(input.firstTurn() + turn)
        .putInt(job.turnLimit())
        .putInt(input.inbox().size())
        .putInt(input.firstTurn())
        .putLong(job.postedAt().getEpochSecond())
        .putLong(input.turnFuel().units())
        .put(littleEndian(input.budget()));
    memory.put(at, info);
  }

  private void account(long at, Pointers memory) {
    var standing = input.standing().orElseThrow(() -> new HostCallFailed(Errno.NOENT));
    var account = new byte[ACCOUNT_BYTES];
    Pointers.littleEndian(account)
        .put(standing.account().bytes())
        .put(littleEndian(standing.balance()));
    memory.put(at, account);
  }

  /** Where a message goes: sender, value, body and the room for it, size. */
  private record MessageRoom(long from, long value, long body, long room, long size) {
    void require(Pointers memory) {
      memory.require(from, Address.SIZE);
      memory.require(value, AMOUNT_BYTES);
      memory.require(body, room);
      memory.require(size, Integer.BYTES);
    }

    void put(Message message, byte[] head, Pointers memory) {
      memory.put(from, message.sender().bytes());
      memory.put(value, littleEndian(message.value()));
      memory.put(body, head);
      memory.putInt(size, message.body().length);
    }
  }

  private void readInbox(long index, MessageRoom target, Pointers memory) {
    if (index >= input.inbox().size()) {
      throw new HostCallFailed(Errno.NOENT);
    }
    target.require(memory);
    var message = input.inbox().get((int) index);
    var body = message.body();
    var head = Arrays.copyOf(body, (int) Math.min(body.length, target.room()));
    fuel.charge(head.length, HostFuel.BYTE);
    target.put(message, head, memory);
  }

  private void send(long to, long value, long body, long bodyBytes, Pointers memory) {
    if (bodyBytes > Message.MAX_BODY_BYTES) {
      throw new HostCallFailed(Errno.INVAL);
    }
    var receiver = address(to, memory);
    var amount = amount(value, memory);
    memory.require(body, bodyBytes);
    fuel.charge(bodyBytes, HostFuel.SENT_BYTE);
    add(new Effect.Send(receiver, amount, memory.bytes(body, bodyBytes)));
  }

  private void spawn(long jobAt, long budgetAt, Pointers memory) {
    var bytes = memory.bytes(jobAt, EffectCodec.CHILD_JOB_BYTES);
    var budget = amount(budgetAt, memory);
    add(new Effect.Spawn(childJob(bytes), budget));
  }

  private static ChildJob childJob(byte[] bytes) {
    try {
      return EffectCodec.decodeChildJob(bytes);
    } catch (IllegalArgumentException _) {
      throw new HostCallFailed(Errno.INVAL);
    }
  }

  private void sleep(long untilSeconds) {
    if (untilSeconds < 0 || untilSeconds > Effect.Sleep.LATEST_SECONDS) {
      throw new HostCallFailed(Errno.INVAL);
    }
    add(Effect.Sleep.until(untilSeconds));
  }

  private void add(Effect effect) {
    effectBytes += EffectCodec.encode(effect).length;
    if (effects.size() == Effect.MAX_PER_TURN || effectBytes > Effect.MAX_BYTES_PER_TURN) {
      throw GuestEnded.trapped();
    }
    effects.add(effect);
  }

  private static Address address(long at, Pointers memory) {
    return Address.of(memory.bytes(at, Address.SIZE));
  }

  private static Amount amount(long at, Pointers memory) {
    return new Amount(new BigInteger(1, reversed(memory.bytes(at, AMOUNT_BYTES))));
  }

  private static byte[] littleEndian(Amount amount) {
    var bytes = reversed(amount.units().toByteArray());
    return Arrays.copyOf(bytes, AMOUNT_BYTES);
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
