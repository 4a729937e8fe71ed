package souk.client.api;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import souk.protocol.codec.Digests;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.Notice;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/** One of each document about agents. */
final class AgentSamples {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Address ACCOUNT = Address.parse("0x" + "a0".repeat(20));
  private static final Address NODE = Address.parse("0x" + "d0".repeat(20));
  private static final Address PROVIDER = Address.parse("0x" + "b0".repeat(20));
  private static final Hash JOB = hash("09");
  private static final Hash CHILD = hash("0a");
  private static final Hash STATE = hash("0b");
  private static final Hash TRANSACTION = hash("0c");
  private static final byte[] NOTICE =
      NoticeCodec.encode(
          new Notice.ChildEnded(
              11, 0, CHILD, new Notice.Outcome.Refunded(), Amount.ZERO, Amount.of(70)));

  static final AgentList AGENTS =
      new AgentList(
          List.of(
              new AgentView(
                  7,
                  ACCOUNT,
                  Optional.of(NODE),
                  Optional.of("https://agents.example/7.json"),
                  42,
                  Optional.of(NOON),
                  AgentView.State.WORKING,
                  false,
                  Digests.sha256(new byte[] {1}),
                  3,
                  STATE,
                  12,
                  Optional.of(NOON.plusSeconds(60)),
                  Optional.empty(),
                  Optional.of(JOB),
                  2,
                  List.of(CHILD),
                  Optional.empty(),
                  Amount.of(9_000_000),
                  45,
                  terms())),
          Optional.of("abc"));

  static final Inbox INBOX =
      new Inbox(
          List.of(
              new MessageView(
                  1,
                  Optional.of(PROVIDER),
                  Amount.of(500),
                  Amount.of(20),
                  "0x686921",
                  Optional.empty(),
                  false,
                  44,
                  Optional.of(NOON),
                  TRANSACTION),
              new MessageView(
                  0,
                  Optional.empty(),
                  Amount.ZERO,
                  Amount.ZERO,
                  "0x" + HexFormat.of().formatHex(NOTICE),
                  Optional.of(NoticeView.of(NoticeCodec.decode(NOTICE))),
                  true,
                  43,
                  Optional.empty(),
                  TRANSACTION)),
          Optional.empty());

  static final TurnList TURNS =
      new TurnList(
          List.of(
              new TurnView(
                  11,
                  JOB,
                  TurnView.Outcome.LANDED,
                  44,
                  Optional.of(NOON),
                  OptionalLong.of(60),
                  Optional.of(NOON.plusSeconds(90)),
                  NODE,
                  Optional.of(NODE),
                  Optional.of(PROVIDER),
                  0,
                  1,
                  Amount.of(500),
                  Amount.of(20),
                  Price.of(900_000),
                  Amount.of(1_800_000),
                  Optional.of(Amount.of(321)),
                  Optional.of(STATE),
                  List.of(
                      new EffectView(
                          0,
                          Optional.of(EffectKind.SPAWN),
                          Optional.of(ACCOUNT),
                          Amount.of(70),
                          Optional.empty(),
                          Optional.of(CHILD),
                          Optional.empty()),
                      new EffectView(
                          1,
                          Optional.of(EffectKind.SEND),
                          Optional.of(PROVIDER),
                          Amount.of(7),
                          Optional.of("0x686921"),
                          Optional.empty(),
                          Optional.empty()),
                      new EffectView(
                          2,
                          Optional.empty(),
                          Optional.empty(),
                          Amount.ZERO,
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of("malformed")))),
              new TurnView(
                  10,
                  JOB,
                  TurnView.Outcome.OPEN,
                  40,
                  Optional.empty(),
                  OptionalLong.empty(),
                  Optional.empty(),
                  NODE,
                  Optional.empty(),
                  Optional.empty(),
                  0,
                  0,
                  Amount.ZERO,
                  Amount.ZERO,
                  Price.of(900_000),
                  Amount.of(1_800_000),
                  Optional.empty(),
                  Optional.empty(),
                  List.of())),
          Optional.of("abc"));

  static final JobTurn TURN =
      new JobTurn(
          JOB,
          STATE,
          List.of(
              new Effect.Pay(ACCOUNT, Amount.of(70)),
              new Effect.Send(PROVIDER, Amount.ZERO, new byte[] {7, 8}),
              Effect.Sleep.until(1_800_000_000)));

  private AgentSamples() {}

  private static AgentTerms terms() {
    return new AgentTerms(
        new Fuel(2_000_000_000),
        64,
        2,
        20,
        Price.of(900_000),
        Price.of(2_000_000),
        Duration.ofHours(1),
        Set.of(EffectKind.SLEEP, EffectKind.PAY, EffectKind.SPAWN),
        Tags.NONE.with(3),
        Amount.of(5_000),
        Amount.of(50_000),
        Amount.of(10),
        2,
        Amount.of(50),
        Duration.ofMinutes(2),
        Duration.ofMinutes(30),
        8,
        3,
        true);
  }

  private static Hash hash(String digits) {
    return Hash.parse("0x" + digits.repeat(Hash.SIZE));
  }
}
