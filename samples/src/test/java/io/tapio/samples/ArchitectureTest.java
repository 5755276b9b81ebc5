package io.tapio.samples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Who may know whom.
 *
 * <pre>
 *                           ┌─▶ connection actors ─────────┐
 *   samples ─▶ node ────────┼─▶ micrometer ────────────────┼─▶ platform ─▶ Pekko
 *                           └─▶ line, redis ─▶ protocols ──┘
 *                                          OpenTelemetry ◀─ opentelemetry ─▶ platform
 * </pre>
 */
@AnalyzeClasses(packages = "io.tapio", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> PLATFORM = resideInAnyPackage(
            "io.tapio.adaptive..",
            "io.tapio.admission..",
            "io.tapio.body..",
            "io.tapio.breaker..",
            "io.tapio.connection..",
            "io.tapio.context..",
            "io.tapio.endpoint..",
            "io.tapio.failure..",
            "io.tapio.filter..",
            "io.tapio.limit..",
            "io.tapio.logging..",
            "io.tapio.protocol..",
            "io.tapio.rate..",
            "io.tapio.retry..",
            "io.tapio.service..",
            "io.tapio.settings..",
            "io.tapio.stack..",
            "io.tapio.stats..",
            "io.tapio.supervision..",
            "io.tapio.time..",
            "io.tapio.timeout..",
            "io.tapio.tracing..",
            "io.tapio.wire..");
    private static final DescribedPredicate<JavaClass> OPENTELEMETRY = resideInAnyPackage("io.tapio.opentelemetry..");
    private static final DescribedPredicate<JavaClass> MICROMETER = resideInAnyPackage("io.tapio.micrometer..");
    private static final DescribedPredicate<JavaClass> CONNECTION_ACTORS =
            resideInAnyPackage("io.tapio.loop..", "io.tapio.selector..", "io.tapio.tcp..", "io.tapio.tls..");
    private static final DescribedPredicate<JavaClass> PROTOCOLS = resideInAnyPackage(
            "io.tapio.codec..",
            "io.tapio.framing..",
            "io.tapio.dispatch..",
            "io.tapio.handshake..",
            "io.tapio.keepalive..",
            "io.tapio.upgrade..");
    private static final DescribedPredicate<JavaClass> LINE = resideInAnyPackage("io.tapio.line..");
    private static final DescribedPredicate<JavaClass> REDIS = resideInAnyPackage("io.tapio.redis..");
    private static final DescribedPredicate<JavaClass> NODE = resideInAnyPackage("io.tapio.node..");
    private static final DescribedPredicate<JavaClass> SAMPLES = resideInAnyPackage("io.tapio.samples..");
    private static final DescribedPredicate<JavaClass> TESTKITS = resideInAnyPackage("io.tapio..testkit..");

    /**
     * Types of Pekko that are its own affair; an upgrade may change them, and then this one list is to be looked at.
     */
    private static final DescribedPredicate<JavaClass> PEKKO_IO = resideInAnyPackage("org.apache.pekko.io..");

    private static final DescribedPredicate<JavaClass> PEKKO_INTERNALS =
            resideInAnyPackage("org.apache.pekko.io..", "org.apache.pekko.stream.impl..");

    private static final DescribedPredicate<JavaClass> SOCKETS = resideInAnyPackage("java.nio.channels..")
            .or(belongToAnyOf(Socket.class, ServerSocket.class, DatagramSocket.class))
            .or(PEKKO_IO);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.tapio.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageHasItsPlaceInTheseRules = classes()
            .should(ArchCondition.from(PLATFORM.or(OPENTELEMETRY)
                    .or(MICROMETER)
                    .or(CONNECTION_ACTORS)
                    .or(PROTOCOLS)
                    .or(LINE)
                    .or(REDIS)
                    .or(NODE)
                    .or(SAMPLES)
                    .or(TESTKITS)
                    .as("be in a package that the rules name")));

    @ArchTest
    static final ArchRule platformKnowsNoSocketAndNoOtherModule = noClasses()
            .that(are(PLATFORM.or(OPENTELEMETRY)))
            .should()
            .dependOnClassesThat(SOCKETS.or(MICROMETER)
                    .or(CONNECTION_ACTORS)
                    .or(PROTOCOLS)
                    .or(LINE)
                    .or(REDIS)
                    .or(NODE)
                    .or(SAMPLES));

    @ArchTest
    static final ArchRule micrometerKnowsNothingButThePlatform = noClasses()
            .that(are(MICROMETER))
            .should()
            .dependOnClassesThat(SOCKETS.or(CONNECTION_ACTORS)
                    .or(PROTOCOLS)
                    .or(LINE)
                    .or(REDIS)
                    .or(NODE)
                    .or(SAMPLES));

    @ArchTest
    static final ArchRule onlyOneModuleKnowsOpenTelemetry = noClasses()
            .that(not(OPENTELEMETRY))
            .should()
            .dependOnClassesThat(OPENTELEMETRY.or(resideInAnyPackage("io.opentelemetry..")));

    @ArchTest
    static final ArchRule onlyWhoPublishesKnowsMicrometer = noClasses()
            .that(not(MICROMETER.or(NODE)))
            .should()
            .dependOnClassesThat(MICROMETER.or(resideInAnyPackage("io.micrometer..")));

    @ArchTest
    static final ArchRule connectionActorsKnowNoProtocol = noClasses()
            .that(are(CONNECTION_ACTORS))
            .should()
            .dependOnClassesThat(PROTOCOLS.or(LINE).or(REDIS).or(NODE).or(SAMPLES));

    @ArchTest
    static final ArchRule protocolsKnowNoSocket = noClasses()
            .that(are(PROTOCOLS.or(LINE).or(REDIS)))
            .should()
            .dependOnClassesThat(SOCKETS.or(CONNECTION_ACTORS).or(NODE).or(SAMPLES));

    @ArchTest
    static final ArchRule whatProtocolsShareKnowsNoneOfThem =
            noClasses().that(are(PROTOCOLS)).should().dependOnClassesThat(LINE.or(REDIS));

    @ArchTest
    static final ArchRule lineKnowsNoOtherProtocol =
            noClasses().that(are(LINE)).should().dependOnClassesThat(REDIS);

    @ArchTest
    static final ArchRule redisKnowsNoOtherProtocol =
            noClasses().that(are(REDIS)).should().dependOnClassesThat(LINE);

    @ArchTest
    static final ArchRule nodeKnowsNoSample =
            noClasses().that(are(NODE)).should().dependOnClassesThat(SAMPLES);

    @ArchTest
    static final ArchRule onlyConnectionActorsKnowPekkosOwnInputAndOutput =
            noClasses().that(not(CONNECTION_ACTORS)).should().dependOnClassesThat(PEKKO_IO);

    @ArchTest
    static final ArchRule onlyOnePackageKnowsPekkosInternals = noClasses()
            .that(not(resideInAnyPackage("io.tapio.selector..")))
            .should()
            .dependOnClassesThat(PEKKO_INTERNALS);
}
