package com.ainative.gateway.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IsolationTest {

    private final JavaClasses product = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.ainative.gateway");

    @Test
    @DisplayName("GIVEN the product WHEN its classes are read THEN only the demo command knows the simulated providers")
    void demo_isKnownToItsCommandAlone() {
        noClasses().that().resideOutsideOfPackage("..gateway.demo..").and().haveSimpleNameNotStartingWith("Demo")
                .should().dependOnClassesThat().resideInAPackage("..gateway.demo..").check(product);
    }

    @Test
    @DisplayName("GIVEN the simulated providers WHEN their classes are read THEN they know nothing of a gateway but its JSON")
    void demo_knowsNoGateway() {
        noClasses().that().resideInAPackage("..gateway.demo..").should().dependOnClassesThat().resideInAnyPackage(
                "..gateway", "..gateway.auth..", "..gateway.cli..", "..gateway.config..", "..gateway.http..",
                "..gateway.limit..", "..gateway.provider..", "..gateway.reload..", "org.apache.camel..").check(product);
    }
}
