package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.InsufficientStorageResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.TooManyRequestsResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import souk.client.api.SignedJob;
import souk.client.api.SignedOffer;
import souk.client.api.SignedPlacement;
import souk.market.order.Reply;
import souk.market.order.SignedOrders;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** Signed orders and placements: handed over by anybody, pulled by peers. */
final class OrderRoutes {
  private static final int WAITERS = 64;

  private final SignedOrders orders;
  private final RateLimits limits;
  private final Semaphore waiters = new Semaphore(WAITERS);

  OrderRoutes(SignedOrders orders, RateLimits limits) {
    this.orders = orders;
    this.limits = limits;
  }

  void on(RoutesConfig routes) {
    routes.get("/v1/orders", this::feed);
    routes.put("/v1/orders/offers/{id}", this::putOffer);
    routes.get("/v1/orders/offers/{id}", this::offer);
    routes.put("/v1/orders/jobs/{id}", this::putJob);
    routes.get("/v1/orders/jobs/{id}", this::job);
    routes.put("/v1/jobs/{id}/placement", this::putPlacement);
    routes.get("/v1/jobs/{id}/placement", this::placement);
  }

  private void feed(Context request) throws InterruptedException {
    var after = Requests.query(request, "after", Long::parseLong).orElse(0L);
    var wait = Requests.query(request, "wait", Requests::wait).orElse(Duration.ZERO);
    if (!waiters.tryAcquire()) {
      throw new TooManyRequestsResponse("too many requests wait; try again");
    }
    try {
      Requests.json(request, orders.feed(after, wait));
    } finally {
      waiters.release();
    }
  }

  private void putOffer(Context request) {
    var offer = Requests.document(request, SignedOffer.class);
    requireId(request, orders.idOf(offer), "offer");
    var provider = offer.offer().provider();
    answer(request, provider, () -> orders.take(offer));
  }

  private void offer(Context request) {
    Requests.json(
        request, orders.offer(id(request)).orElseThrow(() -> missing("signed offer", request)));
  }

  private void putJob(Context request) {
    var job = Requests.document(request, SignedJob.class);
    requireId(request, orders.idOf(job), "job");
    var consumer = job.job().consumer();
    answer(request, consumer, () -> orders.take(job));
  }

  private void job(Context request) {
    Requests.json(
        request, orders.job(id(request)).orElseThrow(() -> missing("signed job", request)));
  }

  private void putPlacement(Context request) {
    var placement = Requests.document(request, SignedPlacement.class);
    requireId(request, placement.placement().jobId(), "placement's job");
    answer(request, orders.take(placement));
  }

  private void placement(Context request) {
    Requests.json(
        request,
        orders.signedPlacement(id(request)).orElseThrow(() -> missing("placement", request)));
  }

  /** Only what an account has signed counts as its own. */
  private void answer(Context request, Address account, Supplier<Reply> take) {
    limits.requireAllowance(account);
    var reply = take.get();
    if (reply instanceof Reply.Taken) {
      limits.countAccount(account);
    }
    answer(request, reply);
  }

  private static void answer(Context request, Reply reply) {
    switch (reply) {
      case Reply.Taken() -> request.status(HttpStatus.ACCEPTED);
      case Reply.Known() -> request.status(HttpStatus.OK);
      case Reply.Refused(_, var reason) -> throw new ConflictResponse(reason);
      case Reply.Invalid(_, var reason) -> throw new BadRequestResponse(reason);
      case Reply.Full(var reason) -> throw new InsufficientStorageResponse(reason);
      case Reply.Busy(var reason) -> throw new ServiceUnavailableResponse(reason);
    }
  }

  private static void requireId(Context request, Hash id, String what) {
    if (!id.equals(id(request))) {
      throw new BadRequestResponse("the %s is %s, not the path's".formatted(what, id));
    }
  }

  private static NotFoundResponse missing(String what, Context request) {
    return new NotFoundResponse("no %s %s".formatted(what, id(request)));
  }

  private static Hash id(Context request) {
    return Requests.path(request, "id", Hash::parse);
  }
}
