package souk.cli.config;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import souk.protocol.value.Amount;

/** What settings are read by, beside the values' own parsers. */
public final class Readers {
  private Readers() {}

  /** A whole number of that range, both ends in it. */
  public static Function<String, Integer> integer(int least, int most) {
    return text -> {
      if (text.matches("-?[0-9]{1,9}")) {
        var number = Integer.parseInt(text);
        if (number >= least && number <= most) {
          return number;
        }
      }
      throw new IllegalArgumentException(
          "it is a whole number, %d..%d: '%s'".formatted(least, most, text));
    };
  }

  /** A number of the token's base units. */
  public static Amount amount(String text) {
    if (!text.matches("[0-9]{1,38}")) {
      throw new IllegalArgumentException("it is a number of base units: '" + text + "'");
    }
    return new Amount(new BigInteger(text));
  }

  /** True or false. */
  public static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it is true or false: '" + text + "'");
    };
  }

  /** Several, with commas between them; may be empty. */
  public static <T> Function<String, List<T>> list(Function<String, T> each) {
    return text ->
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .map(each)
            .toList();
  }

  /** A constant's name in lower case, with dashes. */
  public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(it -> name(it).equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it is one of %s: '%s'"
                            .formatted(
                                Arrays.stream(type.getEnumConstants())
                                    .map(Readers::name)
                                    .collect(Collectors.joining(", ")),
                                text)));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
