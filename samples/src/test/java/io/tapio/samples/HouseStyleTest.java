package io.tapio.samples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;

/** What the house is written like, as far as a machine can tell. */
@AnalyzeClasses(packages = "io.tapio", importOptions = DoNotIncludeTests.class)
class HouseStyleTest {
    /** Classes of libraries that take the value of a future, and why that never waits. */
    private static final Map<String, String> TAKE_FROM_FUTURES = Map.of(
            "io.tapio.breaker.Breaker", "an answer whose isDone() is true",
            "io.tapio.dispatch.Caller", "a reply whose isDone() is true",
            "io.tapio.filter.Adapt", "an answer whose isDone() is true",
            "io.tapio.filter.Outcome", "an answer whose isDone() is true",
            "io.tapio.retry.Repeated", "an answer whose isDone() is true",
            "io.tapio.retry.Repetition", "an answer whose isDone() is true",
            "io.tapio.tcp.ConnectionActor", "a service whose isDone() is true",
            "io.tapio.tls.Opening", "an engine, or what else it waited for, whose isDone() is true");

    private static final DescribedPredicate<CodeUnitCallTarget> WAITING = DescribedPredicate.describe(
            "wait for a future",
            target -> target.getOwner().isAssignableTo(Future.class)
                            && Set.of("get", "join", "resultNow").contains(target.getName())
                    || target.getOwner().isEquivalentTo(scala.concurrent.Await$.class)
                    || target.getOwner().isEquivalentTo(scala.concurrent.Await.class)
                    || target.getOwner().isEquivalentTo(Thread.class)
                            && target.getName().equals("sleep"));

    @ArchTest
    static final ArchRule namesSayWhatIsDifferent = noClasses()
            .should()
            .haveNameMatching(".*[.$]((Abstract|Base|Default)[A-Z]\\w*|\\w*(Impl|Util|Utils|Helper|Manager))");

    @ArchTest
    static final ArchRule librariesDoNotWait = noClasses()
            .that(DescribedPredicate.not(resideInAnyPackage("io.tapio.node..", "io.tapio.samples..", "..testkit..")))
            .and(DescribedPredicate.not(DescribedPredicate.describe(
                    "are known to take from futures that are done", HouseStyleTest::takesFromFutures)))
            .should()
            .callCodeUnitWhere(DescribedPredicate.describe("a target waits", call -> WAITING.test(call.getTarget())))
            .because("a loop that waits stands still for all its connections");

    @ArchTest
    static final ArchRule commandsAreSealedFamilies = classes()
            .that(simpleName("Command"))
            .and()
            .areNestedClasses()
            .should(ArchCondition.from(DescribedPredicate.describe(
                    "be sealed, over records and enums", HouseStyleTest::isFamilyOfMessages)));

    @ArchTest
    static void everyPackageIsNullMarkedAndSaysWhatItGuarantees(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as("%s has a package-info with @NullMarked", each.getName())
                        .isTrue());
    }

    private static boolean takesFromFutures(JavaClass each) {
        String name = each.getName();
        return TAKE_FROM_FUTURES.keySet().stream()
                .anyMatch(known -> name.equals(known) || name.startsWith(known + "$"));
    }

    private static boolean isFamilyOfMessages(JavaClass command) {
        Class<?> type = command.reflect();
        return type.isSealed()
                && Set.of(type.getPermittedSubclasses()).stream().allMatch(each -> each.isRecord() || each.isEnum());
    }
}
