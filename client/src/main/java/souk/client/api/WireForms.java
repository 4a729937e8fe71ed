package souk.client.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import souk.protocol.codec.EffectCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.Exit;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.OutputKey;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;

/** The text form of each of the protocol's values, and which digests are blobs. */
final class WireForms {
  private static final int MAX_DIGITS = 78;

  private WireForms() {}

  static Module module() {
    var module = new SimpleModule("souk");
    text(module, Hash.class, Hash::toString, Hash::parse);
    text(module, Address.class, Address::toString, Address::parse);
    text(module, Signature.class, Signature::toString, Signature::parse);
    text(module, BigInteger.class, BigInteger::toString, WireForms::number);
    text(module, Amount.class, Amount::toString, text -> new Amount(number(text)));
    text(module, Price.class, Price::toString, text -> new Price(new Amount(number(text))));
    text(module, Fuel.class, Fuel::toString, text -> new Fuel(number(text).longValueExact()));
    text(module, Tags.class, tags -> tags.bits().toString(), text -> new Tags(number(text)));
    text(module, EngineName.class, EngineName::text, EngineName::new);
    text(module, Region.class, Region::toString, Region::parse);
    text(module, OutputKey.class, OutputKey::toString, WireForms::outputKey);
    text(module, Instant.class, Instant::toString, WireForms::instant);
    text(module, Duration.class, Duration::toString, WireForms::duration);
    names(module, JobKind.class, "a job's kind");
    names(module, Exit.class, "an exit");
    names(module, Flow.Kind.class, "a flow's kind");
    names(module, AgentView.State.class, "an agent's state");
    names(module, TurnView.Outcome.class, "a turn's outcome");
    names(module, EffectKind.class, "an effect's kind");
    text(module, Effect.class, WireForms::text, WireForms::effect);
    names(module, NoticeView.Outcome.class, "an outcome");
    text(module, ExitStatus.class, WireForms::text, WireForms::exitStatus);
    module.addSerializer(Item.class, new TextForm.Writer<>(Item.class, WireForms::text));
    nameStates(module);
    return module
        .setMixInAnnotation(JobSpec.class, JobSpecBlobs.class)
        .setMixInAnnotation(Offer.class, OfferBlobs.class)
        .setMixInAnnotation(Result.class, ResultBlobs.class)
        .setMixInAnnotation(JobState.class, StateName.class);
  }

  private static void nameStates(SimpleModule module) {
    for (var state : JobState.class.getPermittedSubclasses()) {
      module.registerSubtypes(new NamedType(state, state.getSimpleName()));
    }
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(type, new TextForm.Writer<>(type, write));
    module.addDeserializer(type, new TextForm.Reader<>(type, read));
  }

  private static String text(Effect effect) {
    return "0x" + HexFormat.of().formatHex(EffectCodec.encode(effect));
  }

  private static Effect effect(String text) {
    return EffectCodec.decode(bytes(text, "an effect is 0x and hexadecimal digits"));
  }

  private static String text(ExitStatus status) {
    var name = ResultView.name(status);
    return status instanceof ExitStatus.Exited(var code) ? name + " " + code : name;
  }

  private static ExitStatus exitStatus(String text) {
    return switch (text) {
      case "trapped" -> new ExitStatus.Trapped();
      case "out_of_fuel" -> new ExitStatus.OutOfFuel();
      default -> {
        if (!text.matches("exited [0-9]{1,10}")) {
          throw new IllegalArgumentException(
              "an exit status is 'trapped', 'out_of_fuel' or 'exited' and a code");
        }
        yield new ExitStatus.Exited(Long.parseLong(text.substring("exited ".length())));
      }
    };
  }

  private static String text(Item item) {
    return switch (item) {
      case Item.Whole() -> "whole";
      case Item.Exit() -> "exit_status";
      case Item.FuelUsed() -> "fuel_used";
      case Item.Output() -> "output";
      case Item.Effects() -> "effects";
      case Item.TurnCount() -> "turn_count";
      case Item.Turn(var index) -> "turn_" + index;
    };
  }

  private static BigInteger number(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(WireForms::digit)) {
      throw new IllegalArgumentException(
          "a number is a string of 1..%d decimal digits".formatted(MAX_DIGITS));
    }
    return new BigInteger(text);
  }

  private static boolean digit(int character) {
    return character >= '0' && character <= '9';
  }

  private static OutputKey outputKey(String text) {
    return OutputKey.of(bytes(text, "an output key is 0x and 66 hexadecimal digits"));
  }

  private static byte[] bytes(String text, String whatItIs) {
    if (!text.startsWith("0x")) {
      throw new IllegalArgumentException(whatItIs);
    }
    return HexFormat.of().parseHex(text.substring(2));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a time is ISO 8601 in UTC, as 2026-01-31T12:00:00Z", e);
    }
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a duration is ISO 8601, as PT90S", e);
    }
  }

  /** The names of an enumeration, in lower case. */
  private static <E extends Enum<E>> void names(
      SimpleModule module, Class<E> type, String whatItIs) {
    var values = new LinkedHashMap<String, E>();
    for (var value : type.getEnumConstants()) {
      values.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    text(
        module,
        type,
        value -> value.name().toLowerCase(Locale.ROOT),
        text ->
            Optional.ofNullable(values.get(text))
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            whatItIs + " is one of " + String.join(", ", values.keySet()))));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
  interface StateName {}

  interface JobSpecBlobs {
    @Blob
    Hash module();

    @Blob
    Hash input();

    @Blob
    Hash mounts();

    @Blob
    Hash arguments();
  }

  interface ResultBlobs {
    @Blob
    Hash outputDigest();
  }

  interface OfferBlobs {
    @Blob
    Hash endpoint();
  }
}
