package io.sparkmixup;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.sparkmixup", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] SPARK = {"org.apache.spark..", "org.apache.hadoop..", "scala.."};

  @ArchTest
  static final ArchRule lawsKnowNoSpark =
      noClasses()
          .that()
          .resideInAPackage("..law..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK);

  @ArchTest
  static final ArchRule momentsKnowNoSparkButInTheirAggregator =
      noClasses()
          .that()
          .resideInAPackage("..moments..")
          .and()
          .doNotHaveSimpleName("MomentsAggregator")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK);

  @ArchTest
  static final ArchRule numericsStandAlone =
      classes()
          .that()
          .resideInAPackage("..law..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.sparkmixup", "io.sparkmixup.law", "java..", "org.apache.commons.numbers..");

  @ArchTest
  static final ArchRule nothingKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sparkmixup.cli..", "picocli..");

  @ArchTest
  static final ArchRule profilesMixNothingAndTouchNoFiles =
      noClasses()
          .that()
          .resideInAPackage("..profile..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sparkmixup.pairing..",
              "io.sparkmixup.mixing..",
              "io.sparkmixup.verify..",
              "io.sparkmixup.io..",
              "io.sparkmixup.law..",
              "org.apache.hadoop..");

  @ArchTest
  static final ArchRule sketchesKnowNoSpark =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Sketch")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK);

  @ArchTest
  static final ArchRule noInternalsOfSpark =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark.sql.catalyst..",
              "org.apache.spark.sql.execution..",
              "org.apache.spark.sql.classic..",
              "org.apache.spark.sql.internal..");

  @ArchTest
  static final ArchRule noScalaInSignatures =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .arePublic()
          .and(
              describe(
                  "are public or protected",
                  (JavaMethod m) ->
                      m.getModifiers().contains(JavaModifier.PUBLIC)
                          || m.getModifiers().contains(JavaModifier.PROTECTED)))
          .and(
              describe(
                  "are no bridges of the compiler",
                  (JavaMethod m) -> !m.getModifiers().contains(JavaModifier.BRIDGE)))
          .should()
          .notHaveRawReturnType(describe("Scala's", ArchitectureTest::isScala))
          .andShould()
          .notHaveRawParameterTypes(
              describe(
                  "with one of Scala's",
                  types -> types.stream().anyMatch(ArchitectureTest::isScala)));

  private static boolean isScala(JavaClass type) {
    return type.getBaseComponentType().getPackageName().startsWith("scala");
  }

  /** The packages are a line; the library's face and its exceptions in the root belong to none. */
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      SlicesRuleDefinition.slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  String name = type.getPackageName();
                  return name.equals("io.sparkmixup")
                      ? SliceIdentifier.ignore()
                      : SliceIdentifier.of(name);
                }

                @Override
                public String getDescription() {
                  return "packages below the root";
                }
              })
          .should()
          .beFreeOfCycles();

  /** Else the packages would know each other by way of the root. */
  @ArchTest
  static final ArchRule theRootIsKnownForItsExceptionsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.sparkmixup", "io.sparkmixup.cli", "io.sparkmixup.report..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are the library's face",
                  type ->
                      Stream.of(Mixup.class, MixupResult.class).anyMatch(type::isEquivalentTo)));
}
