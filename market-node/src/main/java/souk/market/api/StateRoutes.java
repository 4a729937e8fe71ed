package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.InsufficientStorageResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import souk.client.api.CheckpointHeader;
import souk.client.api.SealingKey;
import souk.client.api.SignedCheckpoint;
import souk.client.api.StateRequest;
import souk.client.api.WireLimits;
import souk.protocol.seal.Ecies;

/** Turns of agents that providers hand in, and states for the providers that go on. */
final class StateRoutes {
  private static final int MAX_BODY_BYTES = WireLimits.MAX_PARCEL_BYTES + Ecies.OVERHEAD;
  private static final int BODIES = 4;

  private final StateDesk desk;
  // A body is whole in memory.
  private final Semaphore bodies = new Semaphore(BODIES);

  StateRoutes(StateDesk desk) {
    this.desk = desk;
  }

  void on(RoutesConfig routes) {
    routes.get("/v1/sealing-key", this::sealingKey);
    routes.put("/v1/jobs/{id}/turns/{turns}", this::put);
    routes.post("/v1/jobs/{id}/state", this::state);
  }

  private void sealingKey(Context request) {
    Requests.json(request, new SealingKey(desk.sealingKey()));
  }

  private void put(Context request) throws IOException, InterruptedException {
    var signed = signed(request);
    var checkpoint = signed.checkpoint();
    if (!checkpoint.jobId().equals(Requests.jobId(request))
        || checkpoint.turns() != Requests.path(request, "turns", Integer::parseInt)) {
      throw new BadRequestResponse("the checkpoint is of another job or turn than the path");
    }
    requireKept(desk.admit(signed));
    if (!bodies.tryAcquire()) {
      throw new ServiceUnavailableResponse("too many turns at once; try again");
    }
    try {
      requireKept(desk.take(signed, body(request)));
    } finally {
      bodies.release();
    }
    request.status(HttpStatus.ACCEPTED);
  }

  private static byte[] body(Context request) throws IOException {
    try (var in = request.bodyInputStream()) {
      var bytes = in.readNBytes(MAX_BODY_BYTES + 1);
      if (bytes.length > MAX_BODY_BYTES) {
        throw new ContentTooLargeResponse(
            "a turn with its state has at most %d bytes".formatted(WireLimits.MAX_PARCEL_BYTES));
      }
      return bytes;
    }
  }

  private static SignedCheckpoint signed(Context request) {
    try {
      return CheckpointHeader.read(
          Optional.ofNullable(request.header(CheckpointHeader.NAME)).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(
          "the header %s: %s".formatted(CheckpointHeader.NAME, e.getMessage()));
    }
  }

  static void requireKept(StateDesk.Receipt receipt) {
    switch (receipt) {
      case StateDesk.Receipt.Kept() -> {}
      case StateDesk.Receipt.Unsigned(var reason) -> throw new UnauthorizedResponse(reason);
      case StateDesk.Receipt.Refused(var reason) -> throw new ConflictResponse(reason);
      case StateDesk.Receipt.OverQuota(var reason) -> throw new InsufficientStorageResponse(reason);
      case StateDesk.Receipt.Busy(var reason) -> throw new ServiceUnavailableResponse(reason);
    }
  }

  private void state(Context request) {
    var wish = Requests.document(request, StateRequest.class);
    if (!wish.jobId().equals(Requests.jobId(request))) {
      throw new BadRequestResponse("the request is about another job than the path");
    }
    switch (desk.state(wish)) {
      case StateDesk.Answer.Handed(var signed, var parcel) ->
          request
              .contentType("application/octet-stream")
              .header(CheckpointHeader.NAME, CheckpointHeader.write(signed))
              .header("Cache-Control", "no-store")
              .result(parcel.stream());
      case StateDesk.Answer.Denied(var reason) -> throw new ForbiddenResponse(reason);
      case StateDesk.Answer.Missing() ->
          throw new NotFoundResponse("no state behind turn %d here".formatted(wish.turns()));
    }
  }
}
