package souk.testnet.attack.actor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import souk.client.api.Json;
import souk.client.api.OrderFeed;
import souk.client.api.SignedOffer;
import souk.client.api.WireLimits;
import souk.protocol.codec.Digests;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.runtime.machine.Bytes;
import souk.testnet.attack.actor.RogueMarket.Answer;
import souk.testnet.attack.actor.RogueMarket.Misdeed;

/** What rogue market nodes do otherwise than honest ones. */
final class Misdeeds {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration DELAY = Duration.ofSeconds(3);
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  private Misdeeds() {}

  /** Takes everything, keeps nothing, and tells nobody of anything. */
  static Misdeed censor(Address self) {
    return new Posing(self) {
      @Override
      public Optional<Answer> instead(String method, String path) {
        if (path.equals(INFO)) {
          return Optional.empty();
        }
        var status = method.equals("GET") || method.equals("HEAD") ? NOT_FOUND : NO_CONTENT;
        return Optional.of(new Answer(status, "application/json", Bytes.EMPTY));
      }
    };
  }

  /** Asks providers in the wrong order, the first last, and all of them late. */
  static Misdeed reorder(Address self) {
    return new Posing(self) {
      @Override
      public Answer changed(String path, Answer answer) {
        if (!path.endsWith("/acceptance-requests") || answer.status() != OK) {
          return super.changed(path, answer);
        }
        LockSupport.parkNanos(DELAY.toNanos());
        var document = tree(answer);
        var requests = (ArrayNode) document.path("requests");
        var reversed = JSON.createArrayNode();
        for (var i = requests.size() - 1; i >= 0; i--) {
          reversed.add(requests.get(i));
        }
        document.set("requests", reversed);
        return json(document);
      }
    };
  }

  /** Gives other bytes than it is asked for. */
  static Misdeed wrongBlobs(Address self) {
    return new Posing(self) {
      @Override
      public Answer changed(String path, Answer answer) {
        if (!path.startsWith("/v1/blobs/") || answer.status() != OK || answer.body().size() == 0) {
          return super.changed(path, answer);
        }
        var bytes = answer.body().toArray();
        bytes[bytes.length / 2] ^= 1;
        return new Answer(OK, answer.type(), Bytes.of(bytes));
      }
    };
  }

  /** Tells its peers of ever new offers that nobody signed, without a pause. */
  static Misdeed spam(Address self) {
    var cursor = new AtomicLong();
    return new Posing(self) {
      @Override
      public Optional<Answer> instead(String method, String path) {
        return path.equals("/v1/orders")
            ? Optional.of(new Answer(OK, "application/json", Bytes.of(Json.write(garbage(cursor)))))
            : Optional.empty();
      }
    };
  }

  private static OrderFeed garbage(AtomicLong cursor) {
    var from = cursor.getAndAdd(WireLimits.MAX_FEED);
    var offers =
        LongStream.range(from, from + WireLimits.MAX_FEED).mapToObj(Misdeeds::garbage).toList();
    return new OrderFeed(from + WireLimits.MAX_FEED, offers, List.of(), List.of());
  }

  private static SignedOffer garbage(long number) {
    var hash = Digests.keccak256(BigInteger.valueOf(number).toByteArray());
    var offer =
        new Offer(
            Address.of(Arrays.copyOf(hash.bytes(), Address.SIZE)),
            Price.of(1),
            Offer.DEFAULT_STAKE_MULTIPLE,
            new Fuel(1L << 40),
            1_024,
            new Fuel(1_000_000_000),
            8,
            Tags.NONE,
            new EngineName("endive"),
            Hash.ZERO,
            Instant.ofEpochSecond(4_000_000_000L),
            0,
            BigInteger.valueOf(number));
    return new SignedOffer(offer, Signature.NONE);
  }

  private static ObjectNode tree(Answer answer) {
    try {
      return (ObjectNode) JSON.readTree(answer.body().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException("an honest node answers with JSON", e);
    }
  }

  private static Answer json(ObjectNode document) {
    return new Answer(OK, "application/json", Bytes.of(Json.write(document)));
  }

  /** Says that it is another node than the one behind it. */
  private abstract static class Posing implements Misdeed {
    static final String INFO = "/v1/info";

    private final Address self;

    Posing(Address self) {
      this.self = self;
    }

    @Override
    public Optional<Answer> instead(String method, String path) {
      return Optional.empty();
    }

    @Override
    public Answer changed(String path, Answer answer) {
      return path.equals(INFO) && answer.status() == OK
          ? json(tree(answer).put("node", self.toString()))
          : answer;
    }
  }
}
