package io.aeroarrow.flight;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.aeroarrow.rules.ApiJavadoc;
import io.aeroarrow.rules.ApiListing;
import io.aeroarrow.rules.ModuleClasses;
import io.aeroarrow.rules.PackageRules;
import org.junit.jupiter.api.Test;

class FlightArchitectureTest {

    private static final JavaClasses CLASSES = ModuleClasses.load();

    @Test
    void packagesHaveNoCycles() {
        PackageRules.noCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsApiOrInternal() {
        PackageRules.apiPackagesAre("io.aeroarrow.flight", "io.aeroarrow.flight.config")
                .check(CLASSES);
    }

    @Test
    void apiSignaturesNameNoInternalType() {
        PackageRules.apiNamesNoInternalType().check(CLASSES);
    }

    @Test
    void theApiListingIsUpToDate() {
        ApiListing.check();
    }

    @Test
    void everyApiTypeAndMethodHasJavadoc() {
        ApiJavadoc.check();
    }
}
