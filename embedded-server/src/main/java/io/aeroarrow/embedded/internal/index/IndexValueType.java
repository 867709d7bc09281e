package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of indexed values. */
public enum IndexValueType {
    NUMERIC(ParticleType.INTEGER),
    STRING(ParticleType.STRING),
    BLOB(ParticleType.BLOB),
    GEO2DSPHERE(ParticleType.GEOJSON);

    private final int particle;

    IndexValueType(int particle) {
        this.particle = particle;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int particle() {
        return particle;
    }

    /** Finds a type by name, ignoring case. */
    public static Optional<IndexValueType> named(String text) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findFirst();
    }

    static Optional<IndexValueType> ofParticle(int particle) {
        return Arrays.stream(values()).filter(type -> type.particle == particle).findFirst();
    }
}
