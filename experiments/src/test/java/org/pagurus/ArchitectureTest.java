package org.pagurus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pagurus.memory.Page;

/** Which module and package may know which: see docs/architecture.md. */
class ArchitectureTest {
    private static final String TRANSPORT = "org.pagurus.transport..";
    private static final String SIMULATOR = "org.pagurus.simulator..";
    private static final String EXPERIMENTS = "org.pagurus.experiments..";
    private static final String ENGINE = "org.pagurus.engine..";
    private static final String CONVERGENCE = "org.pagurus.convergence..";
    private static final String NETTY = "io.netty..";

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages("org.pagurus");
    }

    @Test
    void everyModuleIsLookedAt() {
        for (String type :
                Set.of(
                        "org.pagurus.engine.source.MigrationSource",
                        "org.pagurus.transport.host.HostDaemon",
                        "org.pagurus.experiments.cli.Pagurus")) {
            classes.get(type);
        }
    }

    @Test
    void migrationCoreKnowsNoOtherModule() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(TRANSPORT, SIMULATOR, EXPERIMENTS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(TRANSPORT, SIMULATOR, EXPERIMENTS));
    }

    @Test
    void transportAndSimulatorDoNotKnowEachOther() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(TRANSPORT)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SIMULATOR, EXPERIMENTS));
        check(
                noClasses()
                        .that()
                        .resideInAPackage(SIMULATOR)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(TRANSPORT, EXPERIMENTS));
    }

    @Test
    void onlyTransportWhatMeasuresItAndTheLiveViewKnowNetty() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                TRANSPORT,
                                "org.pagurus.experiments.bench..",
                                "org.pagurus.experiments.web..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(NETTY));
    }

    @Test
    void engineHasNoClockSocketOrThread() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ENGINE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.time..",
                                "java.net..",
                                "java.nio.channels..",
                                "java.util.concurrent.locks..",
                                NETTY));
        checkHasNoClockOrThread(ENGINE);
    }

    @Test
    void simulatorHasNoClockOrThread() {
        checkHasNoClockOrThread(SIMULATOR);
    }

    @Test
    void packagesOfTheSimulatorFormNoCircle() {
        check(slices().matching("org.pagurus.simulator.(*)..").should().beFreeOfCycles());
    }

    @Test
    void convergenceKnowsOnlyReportsAndWhatAPageIs() {
        check(
                ArchRuleDefinition.classes()
                        .that()
                        .resideInAPackage(CONVERGENCE)
                        .should()
                        .onlyDependOnClassesThat(
                                resideInAnyPackage(
                                                CONVERGENCE,
                                                "org.pagurus.report..",
                                                "org.jspecify.annotations..",
                                                "java..")
                                        .or(type(Page.class))));
    }

    @Test
    void packagesOfExperimentsFormNoCircle() {
        check(slices().matching("org.pagurus.experiments.(*)..").should().beFreeOfCycles());
    }

    @Test
    void packagesOfTheClusterSimulatorKnowEachOtherOneWay() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("org.pagurus.simulator.cluster..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.pagurus.simulator.strategy.."));
        check(slices().matching("org.pagurus.simulator.strategy.(*)..").should().beFreeOfCycles());
        check(slices().matching("org.pagurus.simulator.cluster.(*)..").should().beFreeOfCycles());
    }

    private static void checkHasNoClockOrThread(String packages) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(packages)
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(Thread.class)
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo(java.util.concurrent.Executor.class)
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis"));
    }

    private static void check(ArchRule rule) {
        // A module without classes yet breaks no rule.
        rule.allowEmptyShould(true).check(classes);
    }
}
