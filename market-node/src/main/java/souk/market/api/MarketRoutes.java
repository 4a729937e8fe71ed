package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.TooManyRequestsResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import souk.client.api.Json;
import souk.client.api.SealedOutput;
import souk.client.api.SignedAcceptance;
import souk.client.api.WireLimits;
import souk.client.market.JobFilter;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** Everything of the API but the blobs. */
final class MarketRoutes {
  private static final int WAITERS = 512;

  private final Desk desk;
  private final Semaphore waiters = new Semaphore(WAITERS);

  MarketRoutes(Desk desk) {
    this.desk = desk;
  }

  void on(RoutesConfig routes) {
    routes.get("/health", request -> request.result("ok\n"));
    routes.get("/ready", this::ready);
    routes.get("/v1/info", request -> json(request, desk.info()));
    routes.get("/v1/jobs", request -> json(request, desk.jobs(filter(request))));
    routes.get("/v1/jobs/{id}", this::job);
    routes.get("/v1/offers", request -> json(request, desk.offers()));
    routes.get("/v1/providers/{address}/acceptance-requests", this::acceptanceRequests);
    routes.post("/v1/acceptances", this::accept);
    routes.get("/v1/jobs/{id}/sealed-output", this::sealedOutput);
    routes.put("/v1/jobs/{id}/sealed-output", this::note);
  }

  private void ready(Context request) {
    if (!desk.isReady()) {
      throw new ServiceUnavailableResponse("the node does not follow the chain yet");
    }
    request.result("ready\n");
  }

  private void job(Context request) {
    var id = jobId(request);
    json(request, desk.job(id).orElseThrow(() -> new NotFoundResponse("no job " + id)));
  }

  private void acceptanceRequests(Context request) throws InterruptedException {
    var provider = Requests.path(request, "address", Address::parse);
    var after = Requests.query(request, "after", Long::parseLong).orElse(0L);
    var wait = Requests.query(request, "wait", Requests::wait).orElse(Duration.ZERO);
    if (!waiters.tryAcquire()) {
      throw new TooManyRequestsResponse("too many requests wait; try again");
    }
    try {
      json(request, desk.acceptanceRequests(provider, after, wait));
    } finally {
      waiters.release();
    }
  }

  private void accept(Context request) throws InterruptedException {
    answer(request, desk.accept(Requests.document(request, SignedAcceptance.class)));
  }

  private void sealedOutput(Context request) {
    var id = jobId(request);
    json(
        request,
        desk.sealedOutput(id)
            .orElseThrow(() -> new NotFoundResponse("no encrypted output of job " + id)));
  }

  private void note(Context request) {
    var output = Requests.document(request, SealedOutput.class);
    if (!output.jobId().equals(jobId(request))) {
      throw new BadRequestResponse("the note is about another job than the path");
    }
    answer(request, desk.note(output));
  }

  private static void answer(Context request, Desk.Reply reply) {
    switch (reply) {
      case Desk.Reply.Taken() -> request.status(HttpStatus.ACCEPTED);
      case Desk.Reply.Refused(var reason) -> throw new ConflictResponse(reason);
    }
  }

  private static JobFilter filter(Context request) {
    var limit = Requests.query(request, "limit", Integer::parseInt).orElse(WireLimits.MAX_LIST);
    try {
      return new JobFilter(
          Requests.query(request, "consumer", Address::parse),
          Requests.query(request, "provider", Address::parse),
          Requests.query(request, "state", state -> state),
          limit);
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  private static Hash jobId(Context request) {
    return Requests.path(request, "id", Hash::parse);
  }

  private static void json(Context response, Object document) {
    response.contentType(Json.MEDIA_TYPE).result(Json.write(document));
  }
}
