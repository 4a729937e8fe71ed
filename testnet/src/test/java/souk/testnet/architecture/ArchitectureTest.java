package souk.testnet.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/** The structure that ARCHITECTURE.md promises. */
@AnalyzeClasses(
    packages = "souk",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class ArchitectureTest {
  private static final String[] DETERMINISTIC = {
    "souk.protocol..", "souk.runtime.module..", "souk.runtime.state..", "souk.market.match.."
  };

  /** Leaves out what other modules' tests hand to ours. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule modulesDependOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("protocol")
          .definedBy("souk.protocol..")
          .layer("runtime")
          .definedBy("souk.runtime..")
          .layer("settlement")
          .definedBy("souk.settlement..")
          .layer("client")
          .definedBy("souk.client..")
          .layer("market-node")
          .definedBy("souk.market..")
          .layer("provider")
          .definedBy("souk.provider..")
          .layer("verifier")
          .definedBy("souk.verifier..")
          .layer("cli")
          .definedBy("souk.cli..")
          .layer("testnet")
          .definedBy("souk.testnet..")
          .whereLayer("testnet")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("testnet")
          .whereLayer("market-node")
          .mayOnlyBeAccessedByLayers("cli", "testnet")
          .whereLayer("provider")
          .mayOnlyBeAccessedByLayers("cli", "testnet")
          .whereLayer("verifier")
          .mayOnlyBeAccessedByLayers("cli", "testnet")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("market-node", "provider", "verifier", "cli", "testnet")
          .whereLayer("settlement")
          .mayOnlyAccessLayers("protocol")
          .whereLayer("runtime")
          .mayOnlyAccessLayers("protocol")
          .whereLayer("protocol")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule protocolNeedsOnlyTheJdkAndBouncyCastle =
      classes()
          .that()
          .resideInAPackage("souk.protocol..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "souk.protocol..",
                  "java..",
                  "javax.crypto..",
                  "org.bouncycastle..",
                  "org.jspecify.."));

  @ArchTest
  static final ArchRule web3jIsKnownInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage("souk.settlement.web3j..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.web3j.."));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("souk.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule deterministicCodeHasNoClockThreadOrChance =
      noClasses()
          .that()
          .resideInAnyPackage(DETERMINISTIC)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.util.concurrent..", "java.nio.file..", "java.net.."))
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(File.class);

  @ArchTest
  static final ArchRule deterministicCodeHasNoHashOrder =
      noClasses()
          .that()
          .resideInAnyPackage(DETERMINISTIC)
          .should()
          .callConstructor(HashMap.class)
          .orShould()
          .callConstructor(HashSet.class)
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule nobodySleepsAndHopes =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule packagesAreNamedAfterWhatTheyAre =
      noClasses()
          .should()
          .resideInAnyPackage(
              "souk..util..", "souk..common..", "souk..impl..", "souk..model..", "souk..service..");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    var unmarked =
        classes.getPackage("souk").getSubpackagesInTree().stream()
            .filter(found -> !found.getClasses().isEmpty())
            .filter(found -> !found.getName().startsWith("souk.settlement.web3j.bindings"))
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }
}
