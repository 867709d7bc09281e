package io.aeroarrow.bench;

import io.aeroarrow.rules.ModuleClasses;
import io.aeroarrow.rules.PackageRules;
import org.junit.jupiter.api.Test;

/** The module is not published: it has no API, so that its packages need no {@code internal} in their names. */
class BenchPackagesTest {

    @Test
    void packagesHaveNoCycles() {
        PackageRules.noCycles().check(ModuleClasses.load());
    }
}
