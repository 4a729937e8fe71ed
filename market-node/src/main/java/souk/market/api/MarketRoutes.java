package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.TooManyRequestsResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import souk.client.api.SealedOutput;
import souk.client.api.SignedAcceptance;
import souk.protocol.value.Address;

/** What providers ask and hand in, and why a job is not matched yet. */
final class MarketRoutes {
  private static final int WAITERS = 512;

  private final Desk desk;
  private final Semaphore waiters = new Semaphore(WAITERS);

  MarketRoutes(Desk desk) {
    this.desk = desk;
  }

  void on(RoutesConfig routes) {
    routes.get("/v1/providers/{address}/acceptance-requests", this::acceptanceRequests);
    routes.post("/v1/acceptances", this::accept);
    routes.get("/v1/jobs/{id}/explain", this::explain);
    routes.get("/v1/jobs/{id}/sealed-output", this::sealedOutput);
    routes.put("/v1/jobs/{id}/sealed-output", this::note);
  }

  private void acceptanceRequests(Context request) throws InterruptedException {
    var provider = Requests.path(request, "address", Address::parse);
    var after = Requests.query(request, "after", Long::parseLong).orElse(0L);
    var wait = Requests.query(request, "wait", Requests::wait).orElse(Duration.ZERO);
    if (!waiters.tryAcquire()) {
      throw new TooManyRequestsResponse("too many requests wait; try again");
    }
    try {
      Requests.json(request, desk.acceptanceRequests(provider, after, wait));
    } finally {
      waiters.release();
    }
  }

  private void explain(Context request) {
    var id = Requests.jobId(request);
    Requests.json(
        request, desk.explain(id).orElseThrow(() -> new NotFoundResponse("there is no job " + id)));
  }

  private void accept(Context request) throws InterruptedException {
    answer(request, desk.accept(Requests.document(request, SignedAcceptance.class)));
  }

  private void sealedOutput(Context request) {
    var id = Requests.jobId(request);
    Requests.json(
        request,
        desk.sealedOutput(id)
            .orElseThrow(() -> new NotFoundResponse("no encrypted output of job " + id)));
  }

  private void note(Context request) {
    var output = Requests.document(request, SealedOutput.class);
    if (!output.jobId().equals(Requests.jobId(request))) {
      throw new BadRequestResponse("the note is about another job than the path");
    }
    answer(request, desk.note(output));
  }

  private static void answer(Context request, Desk.Reply reply) {
    switch (reply) {
      case Desk.Reply.Taken() -> request.status(HttpStatus.ACCEPTED);
      case Desk.Reply.Refused(var reason) -> throw new ConflictResponse(reason);
      case Desk.Reply.NotLeading() -> {
        request.header(Header.RETRY_AFTER, "1");
        throw new ServiceUnavailableResponse("another replica of this node leads: ask that one");
      }
    }
  }
}
