package souk.settlement.web3j;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import souk.settlement.chain.ChainException;

/** Asks, and turns everything that is no answer into a {@link ChainException}. */
final class Rpc {
  private Rpc() {}

  /** Something that asks the chain in web3j's way, which fails in many ways. */
  interface Question<T> {
    T ask() throws Exception;
  }

  /** The response, which may be an error of the endpoint's. */
  static <R extends Response<?>> R respond(Request<?, R> request) {
    var response = attempt(request.getMethod(), request::send);
    if (response == null) {
      throw garbage(request.getMethod(), null);
    }
    return response;
  }

  /** The result; null in it counts as garbage. */
  static <T, R extends Response<T>> T result(Request<?, R> request) {
    return maybe(request).orElseThrow(() -> garbage(request.getMethod(), null));
  }

  /** The result; empty if it is null. */
  static <T, R extends Response<T>> Optional<T> maybe(Request<?, R> request) {
    var response = respond(request);
    if (response.hasError()) {
      throw ChainException.retryable(
          "the chain refuses %s: %s".formatted(request.getMethod(), message(response)), null);
    }
    return Optional.ofNullable(response.getResult());
  }

  /** Asks and decodes. */
  static <T> T attempt(String what, Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw ChainException.retryable("the chain does not answer: " + e.getMessage(), e);
    } catch (ChainException e) {
      throw e;
    } catch (Exception e) {
      throw garbage(what, e);
    }
  }

  static String message(Response<?> response) {
    var text = String.valueOf(response.getError().getMessage());
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  private static ChainException garbage(String what, @Nullable Exception cause) {
    var reason = cause == null ? "nothing" : String.valueOf(cause.getMessage());
    return ChainException.retryable(
        "the chain answers %s with what is no answer: %s".formatted(what, reason), cause);
  }
}
