package io.nearcall;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.nearcall.wire.WireException;

/** The rules of the rooms: who may know whom. */
@AnalyzeClasses(packages = "io.nearcall", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule coreNeedsNothingButTheJdk = classes()
            .that(alwaysTrue())
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.nearcall..", "java..", "javax.net..", "javax.security..")
            .because("an application that imports rpc-core gets no gRPC, Netty, jnr or protobuf with it");

    @ArchTest
    static final ArchRule theWireFormatKnowsOnlyItsExceptions = classes()
            .that()
            .resideInAPackage("io.nearcall.wire..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.nearcall.wire..", "java..")
                    .or(belongToAnyOf(WireException.class, RpcException.class, StatusCode.class, Delivery.class)));

    @ArchTest
    static final ArchRule internalsAreForTheFaceTheStubsAndTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.nearcall",
                    "io.nearcall.stub..",
                    "io.nearcall.stream..",
                    "io.nearcall.inproc..",
                    "io.nearcall.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.nearcall.internal..")
            .because("the wire format and the SPI stand below it, and other modules do not see it");

    @ArchTest
    static final ArchRule nobodyIsUnsafeOrSerializes = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("sun.misc.Unsafe")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jdk.internal.misc.Unsafe")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream");
}
