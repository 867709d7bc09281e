package io.aeroarrow.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rules that hold in every module. */
public final class PackageRules {

    private PackageRules() {}

    /** Forbids cycles of packages. Each package is a slice of its own; subpackages and the root package count. */
    public static ArchRule noCycles() {
        return slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();
    }

    /**
     * Allows API types in these packages alone; every other package needs {@code internal} in its name.
     *
     * @param packages full names of the module's API packages
     */
    public static ArchRule apiPackagesAre(String... packages) {
        Set<String> allowed = Set.of(packages);
        return classes()
                .that(DescribedPredicate.describe("are not internal", type -> !ModuleClasses.isInternal(type)))
                .should()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .allowEmptyShould(packages.length == 0);
    }

    /**
     * Forbids internal types in API signatures: supertypes, type parameters, fields, parameters, results and exceptions
     * that are public or protected.
     */
    public static ArchRule apiNamesNoInternalType() {
        return classes()
                .that(ModuleClasses.API)
                .should(new NameNoInternalType())
                .allowEmptyShould(true);
    }

    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("io.aeroarrow")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    private static final class NameNoInternalType extends ArchCondition<JavaClass> {
        NameNoInternalType() {
            super("name no internal type in their signatures");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
            report(type, type.getFullName(), supertypes, events);
            report(type, type.getFullName(), type.getTypeParameters().stream().map(JavaType.class::cast), events);
            type.getFields().stream()
                    .filter(NameNoInternalType::isVisible)
                    .forEach(field -> report(type, field.getFullName(), Stream.of(typeOf(field)), events));
            type.getCodeUnits().stream()
                    .filter(NameNoInternalType::isVisible)
                    .forEach(unit -> report(type, unit.getFullName(), typesOf(unit), events));
        }

        private static boolean isVisible(JavaMember member) {
            Set<JavaModifier> modifiers = member.getModifiers();
            return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                    && !modifiers.contains(JavaModifier.SYNTHETIC);
        }

        private static JavaType typeOf(JavaField field) {
            return field.getType();
        }

        private static Stream<JavaType> typesOf(JavaCodeUnit unit) {
            Stream<JavaType> exceptions = unit.getThrowsClause().stream().map(thrown -> thrown.getRawType());
            Stream<JavaType> variables = unit.getTypeParameters().stream().map(JavaType.class::cast);
            Stream<JavaType> values = Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream());
            return Stream.of(values, exceptions, variables).flatMap(types -> types);
        }

        private static void report(JavaClass owner, String place, Stream<JavaType> types, ConditionEvents events) {
            Set<String> internal = new TreeSet<>();
            types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                    .filter(ModuleClasses::isInternal)
                    .filter(named -> named.getPackageName().startsWith("io.aeroarrow"))
                    .forEach(named -> internal.add(named.getFullName()));
            internal.forEach(named -> events.add(SimpleConditionEvent.violated(owner, place + " names " + named)));
        }
    }
}
