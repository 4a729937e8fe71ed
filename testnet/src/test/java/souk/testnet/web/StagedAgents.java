package souk.testnet.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import souk.client.api.AgentTerms;
import souk.client.api.AgentView;
import souk.client.api.EffectView;
import souk.client.api.Inbox;
import souk.client.api.Json;
import souk.client.api.MessageView;
import souk.client.api.NoticeView;
import souk.client.api.TurnList;
import souk.client.api.TurnView;
import souk.client.api.TurnView.Outcome;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Notice;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/**
 * Agents that have lived longer than a test waits for: what a node would tell of them, in parts of
 * its usual size. The amounts add up.
 */
final class StagedAgents implements Consumer<Route> {
  /** What it answers for, if it is of them. */
  static final Pattern DOCUMENTS = Pattern.compile(".*/v1/agents/[0-9]+.*");

  /** Has lived {@link #TURNS} turns, one of them dropped, and waits. */
  static final long OLD = 1_001;

  /** Has children, and children for what came of one. */
  static final long PARENT = 1_002;

  static final int TURNS = 70;
  static final int TRAPPED = 40;
  static final Hash GRANDCHILD = hash("grandchild");
  static final String ANSWER = "<b onclick=\"document.title='taken'\">an answer</b>";

  /** What agents had from their creators. */
  static final Amount FUNDING = Amount.of(50_000_000);

  private static final int PROVIDERS = 3;
  private static final int PAGE = 50;
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Amount ESCROW = Amount.of(2_000_000);
  private static final Amount BACK = Amount.of(1_234_567);
  private static final Amount TIP = Amount.of(10_000);
  private static final Amount VALUE = Amount.of(300_000);
  private static final Amount POSTAGE = Amount.of(2_020_000);
  private static final Amount PAID = Amount.of(55_555);
  private static final Amount CHILD_ESCROW = Amount.of(700_000);
  private static final Amount CHILD_BACK = Amount.of(123_456);

  private record Life(AgentView agent, List<TurnView> turns, List<MessageView> messages) {}

  private final Map<Long, Life> lives = Map.of(OLD, old(), PARENT, parent());

  @Override
  public void accept(Route route) {
    var path = route.request().url().replaceFirst(".*/v1/agents/", "").split("[/?]", 3);
    var life = lives.get(Long.parseLong(path[0]));
    if (life == null) {
      route.resume();
      return;
    }
    var document =
        switch (path.length > 1 ? path[1] : "") {
          case "turns" -> turns(life.turns(), route.request().url());
          case "inbox" -> new Inbox(life.messages(), Optional.empty());
          default -> life.agent();
        };
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("application/json")
            .setBodyBytes(Json.write(document)));
  }

  private static TurnList turns(List<TurnView> turns, String url) {
    var from = url.contains("after=") ? Integer.parseInt(url.replaceFirst(".*after=", "")) : 0;
    var end = Math.min(from + PAGE, turns.size());
    var next = end < turns.size() ? Optional.of(String.valueOf(end)) : Optional.<String>empty();
    return new TurnList(turns.subList(from, end), next);
  }

  private static Life old() {
    var turns = new ArrayList<TurnView>();
    var messages = new ArrayList<MessageView>();
    for (var number = 0; number < TURNS; number++) {
      messages.addFirst(message(number, Optional.of(account("asker")), Optional.empty()));
      turns.addFirst(
          number == TRAPPED
              ? turn(number, Outcome.TRAPPED, List.of(number), List.of())
              : turn(
                  number, Outcome.LANDED, List.of(number), List.of(paid(0), wrote(1), tooMuch(2))));
    }
    var kept = TURNS - 1;
    var balance =
        FUNDING
            .plus(POSTAGE.times(TURNS))
            .plus(VALUE.minus(PAID).times(kept))
            .minus(ESCROW.minus(BACK).plus(TIP.times(2)).times(TURNS));
    return new Life(agent(OLD, TURNS - 1, balance), turns, messages);
  }

  private static Life parent() {
    var children = IntStream.range(0, 3).mapToObj(i -> hash("child " + i)).toList();
    var messages = new ArrayList<MessageView>();
    messages.add(message(0, Optional.of(account("asker")), Optional.empty()));
    children.forEach(
        child -> messages.addFirst(message(messages.size(), Optional.empty(), Optional.of(child))));
    var first =
        turn(
            0,
            Outcome.LANDED,
            List.of(0),
            IntStream.range(0, 3).mapToObj(i -> spawned(i, children.get(i))).toList());
    var second = turn(1, Outcome.LANDED, List.of(1, 2, 3), List.of(spawned(0, GRANDCHILD)));
    return new Life(agent(PARENT, 2, FUNDING), List.of(second, first), messages);
  }

  private static AgentView agent(long id, int turns, Amount balance) {
    return new AgentView(
        id,
        account("agent " + id),
        Optional.empty(),
        Optional.empty(),
        10,
        Optional.of(NOON),
        AgentView.State.IDLE,
        false,
        hash("module"),
        1,
        hash("state"),
        turns,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        Optional.empty(),
        balance,
        9,
        terms());
  }

  private static AgentTerms terms() {
    return new AgentTerms(
        new Fuel(2_000_000_000),
        64,
        2,
        20,
        Price.of(1_000_000),
        Price.of(2_000_000),
        Duration.ofHours(1),
        EnumSet.allOf(EffectKind.class),
        Tags.NONE,
        Amount.of(5_000_000),
        Amount.of(50_000_000),
        Amount.of(10),
        2,
        TIP,
        Duration.ofSeconds(90),
        Duration.ofMinutes(30),
        8,
        3,
        true);
  }

  private static TurnView turn(
      int number, Outcome outcome, List<Integer> read, List<EffectView> effects) {
    var start = NOON.plusSeconds(60L * number);
    return new TurnView(
        number,
        hash("turn " + number),
        outcome,
        100 + number,
        Optional.of(start),
        OptionalLong.of(101 + number),
        Optional.of(start.plusSeconds(20)),
        account("waker"),
        Optional.of(account("lander")),
        Optional.of(account("provider " + number % PROVIDERS)),
        read.getFirst(),
        read.size(),
        VALUE,
        POSTAGE,
        Price.of(1_000_000),
        ESCROW,
        Optional.of(BACK),
        Optional.of(hash("state " + number)),
        effects);
  }

  private static MessageView message(long number, Optional<Address> sender, Optional<Hash> child) {
    return new MessageView(
        number,
        sender,
        child.isPresent() ? Amount.ZERO : VALUE,
        child.isPresent() ? Amount.ZERO : POSTAGE,
        "0x" + HexFormat.of().formatHex(("message " + number).getBytes(UTF_8)),
        child.map(StagedAgents::ended),
        true,
        100 + number,
        Optional.of(NOON.plusSeconds(60 * number)),
        hash("transaction"));
  }

  private static NoticeView ended(Hash child) {
    var outcome = new Notice.Outcome.Settled(new ExitStatus.Exited(0), hash("out"), new Fuel(7));
    var cost = CHILD_ESCROW.minus(CHILD_BACK);
    return NoticeView.of(new Notice.ChildEnded(0, 0, child, outcome, cost, CHILD_BACK));
  }

  private static EffectView paid(int index) {
    return effect(index, EffectKind.PAY, PAID, Optional.empty(), Optional.empty());
  }

  private static EffectView wrote(int index) {
    var body = "0x" + HexFormat.of().formatHex(ANSWER.getBytes(UTF_8));
    return effect(index, EffectKind.SEND, Amount.ZERO, Optional.of(body), Optional.empty());
  }

  private static EffectView spawned(int index, Hash child) {
    return effect(index, EffectKind.SPAWN, CHILD_ESCROW, Optional.empty(), Optional.of(child));
  }

  private static EffectView effect(
      int index, EffectKind kind, Amount amount, Optional<String> body, Optional<Hash> child) {
    var to = Optional.of(account("asker"));
    return new EffectView(index, Optional.of(kind), to, amount, body, child, Optional.empty());
  }

  private static EffectView tooMuch(int index) {
    return new EffectView(
        index,
        Optional.of(EffectKind.PAY),
        Optional.empty(),
        Amount.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.of("beyond_turn"));
  }

  private static Address account(String name) {
    return Address.of(Arrays.copyOf(hash(name).bytes(), Address.SIZE));
  }

  private static Hash hash(String name) {
    return Digests.sha256(name.getBytes(UTF_8));
  }
}
