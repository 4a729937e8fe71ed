package souk.testnet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What an application embeds names nothing of what is underneath, but what is meant to be seen. */
@AnalyzeClasses(
    packages = "souk",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class PublicApiTest {
  private static final String API = "souk.client";
  private static final List<String> EVERYBODYS = List.of("java.lang", "java.util", "java.time");

  /** Types of other packages that the API names. */
  private static final Set<String> SHOWN =
      Set.of(
          "java.net.URI",
          "java.nio.file.Path",
          "souk.client.api.Explanation",
          "souk.client.check.Finding",
          "souk.runtime.machine.Bytes",
          "souk.runtime.machine.Invocation",
          "souk.settlement.chain.AgentId",
          "souk.settlement.chain.AgentPolicy",
          "souk.settlement.chain.Refusal",
          "souk.settlement.keys.AccountKey",
          "souk.settlement.keys.Password");

  /** For programs of this project, which have a session of their own. */
  private static final String SEAM = "souk.client.Souk.over(";

  @ArchTest
  static void namesOnlyWhatApplicationsMaySee(JavaClasses classes) {
    var leaks = new TreeSet<String>();
    api(classes)
        .forEach(
            type -> {
              type.getRawSuperclass().ifPresent(it -> add(leaks, type.getName(), it));
              type.getRawInterfaces().forEach(it -> add(leaks, type.getName(), it));
              type.getFields().stream()
                  .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
                  .forEach(it -> add(leaks, it.getFullName(), it.getType()));
              type.getCodeUnits().stream()
                  .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
                  .filter(it -> !it.getFullName().startsWith(SEAM))
                  .forEach(it -> types(it).forEach(named -> add(leaks, it.getFullName(), named)));
            });

    assertThat(leaks).isEmpty();
  }

  @ArchTest
  static void isSmall(JavaClasses classes) {
    assertThat(api(classes).filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "Agent",
            "AgentEffect",
            "AgentRequest",
            "Agents",
            "Batch",
            "Connection",
            "InboxMessage",
            "Job",
            "JobOutcome",
            "JobRequest",
            "JobWatch",
            "MessageId",
            "Progress",
            "Reply",
            "Souk",
            "SoukException",
            "Wishes");
  }

  private static Stream<JavaClass> api(JavaClasses classes) {
    return classes.stream()
        .filter(it -> it.getPackageName().equals(API))
        .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(it -> !it.getSimpleName().equals("package-info"));
  }

  private static Stream<JavaType> types(JavaCodeUnit member) {
    return Stream.of(
            Stream.of(member.getReturnType()),
            member.getParameterTypes().stream(),
            member.getExceptionTypes().stream().map(JavaType.class::cast))
        .flatMap(it -> it);
  }

  private static void add(Set<String> leaks, String member, JavaType named) {
    named.getAllInvolvedRawTypes().stream()
        .map(JavaClass::getBaseComponentType)
        .filter(it -> !mayBeShown(it))
        .forEach(it -> leaks.add(member + " names " + it.getName()));
  }

  private static boolean mayBeShown(JavaClass type) {
    var home = type.getPackageName();
    return type.isPrimitive()
        || EVERYBODYS.contains(home)
        || home.equals(API)
        || home.startsWith("souk.protocol.")
        || SHOWN.contains(type.getName());
  }
}
