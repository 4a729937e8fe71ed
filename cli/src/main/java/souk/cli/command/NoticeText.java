package souk.cli.command;

import static java.util.stream.Collectors.joining;

import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.client.api.NoticeView;

/**
 * What the contract of agents tells one, in words and for programs.
 *
 * @param money what amounts are in
 */
record NoticeText(Money money) {

  /** In words. */
  String words(NoticeView notice) {
    return notice
        .child()
        .map(child -> words(notice.turn(), child))
        .orElseGet(
            () ->
                "refused of turn %d: effects %s"
                    .formatted(
                        notice.turn(),
                        notice.refused().stream().map(String::valueOf).collect(joining(", "))));
  }

  private String words(int turn, NoticeView.Child child) {
    return "child %s of turn %d, effect %d: %s%s, cost %s, back %s"
        .formatted(
            child.jobId(),
            turn,
            child.effect(),
            AgentText.name(child.outcome()),
            child.exitStatus().map(status -> ", " + ExitStatusText.of(status)).orElse(""),
            money.text(child.cost()),
            money.text(child.refunded()));
  }

  /** With names for its parts. */
  Fields fields(NoticeView notice) {
    var fields = new Fields().add("turn", notice.turn());
    notice
        .child()
        .ifPresentOrElse(
            child -> fields.addOne("child", fields(child)),
            () -> fields.addNumbers("refused", notice.refused()));
    return fields;
  }

  private Fields fields(NoticeView.Child child) {
    var fields =
        new Fields()
            .add("effect", child.effect())
            .add("job", child.jobId())
            .add("outcome", AgentText.name(child.outcome()));
    child.exitStatus().ifPresent(status -> fields.add("status", ExitStatusText.of(status)));
    child.fuelUsed().ifPresent(fuel -> fields.add("fuelUsed", fuel.units()));
    return fields
        .add("cost", money.text(child.cost()))
        .add("refunded", money.text(child.refunded()));
  }
}
