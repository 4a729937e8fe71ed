package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import souk.client.api.JobTurn;

/** {@code PUT} and {@code GET /v1/jobs/{id}/turn}: what opens the results of jobs of one turn. */
final class LastTurnRoutes {
  private static final String PATH = "/v1/jobs/{id}/turn";

  private final LastTurnDesk desk;

  LastTurnRoutes(LastTurnDesk desk) {
    this.desk = desk;
  }

  void on(RoutesConfig routes) {
    routes.put(PATH, this::put);
    routes.get(PATH, this::get);
  }

  private void put(Context request) {
    var turn = Requests.document(request, JobTurn.class);
    if (!turn.jobId().equals(Requests.jobId(request))) {
      throw new BadRequestResponse("the turn is of another job than the path");
    }
    StateRoutes.requireKept(desk.take(turn));
    request.status(HttpStatus.ACCEPTED);
  }

  private void get(Context request) {
    var id = Requests.jobId(request);
    Requests.json(
        request, desk.turn(id).orElseThrow(() -> new NotFoundResponse("no turn of job " + id)));
  }
}
