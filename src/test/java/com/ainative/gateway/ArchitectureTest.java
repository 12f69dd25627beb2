package com.ainative.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The shape of the house, held by the build. */
@AnalyzeClasses(packages = "com.ainative.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "com.ainative.gateway.";

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dialectsAreBlindToEachOther = slices().matching(ROOT + "provider.(*)..").should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule dialectsKnowNoCamelAndNoSockets = noClasses().that().resideInAPackage(ROOT + "provider.*..")
            .should().dependOnClassesThat(resideInAnyPackage("org.apache.camel..", "io.vertx..", "io.netty.."));

    @ArchTest
    static final ArchRule configAndTransformRulesKnowNoCamel = noClasses().that().resideInAPackage(ROOT + "config..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule onlyStepsRoutesAndTheEdgeKnowCamel = noClasses().that(new NeitherStepNorRoute()).should()
            .dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses().should().haveSimpleNameEndingWith("Util")
            .orShould().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Helper")
            .orShould().haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule onlyTheRootComposes = classes().that().haveSimpleName("GatewayRuntime").should()
            .onlyBeAccessed().byAnyPackage("com.ainative.gateway", ROOT + "cli..");

    /** Classes that are not Camel's by nature. */
    private static final class NeitherStepNorRoute
            extends
                DescribedPredicate<JavaClass> {

        private static final List<Class<?>> CAMEL_FACING = List.of(Processor.class, Expression.class, Predicate.class,
                AggregationStrategy.class, Component.class, Endpoint.class, RouteBuilder.class);

        /** What account routes read of a request and answer with. */
        private static final Set<String> READ_AND_WRITE_BODIES = Set.of(ROOT + "account.Fields",
                ROOT + "account.ScopeFields", ROOT + "account.LoginJson", ROOT + "account.TokenForm");

        NeitherStepNorRoute() {
            super("are neither a step, a route, nor the edge that carries exchanges");
        }

        @Override
        public boolean test(JavaClass type) {
            boolean edge = type.getPackageName().equals(ROOT + "http")
                    || type.getPackageName().startsWith(ROOT + "reload")
                    || type.getPackageName().equals(ROOT + "admin");
            boolean camelFacing = CAMEL_FACING.stream().anyMatch(type::isAssignableTo)
                    || type.getEnclosingClass().map(outer -> !test(outer)).orElse(false);
            boolean told = type.getSimpleName().equals("RequestLog") || type.getSimpleName().equals("GatewayRuntime")
                    || type.getSimpleName().equals("LimitHeaders") || type.getSimpleName().equals("ServingRoutes")
                    || type.getSimpleName().equals("JobExchange")
                    || READ_AND_WRITE_BODIES.contains(type.getName())
                    || type.getPackageName().equals(ROOT + "ingest");
            return !edge && !camelFacing && !told;
        }
    }

    @Test
    @DisplayName("GIVEN the sources WHEN measured THEN no file is longer than 400 lines")
    void sources_length() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .allSatisfy(file -> assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(401));
        }
    }
}
