package io.aeroarrow.embedded.index;

import io.aeroarrow.embedded.wire.Particle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of values that indexes hold. */
public enum IndexType {
    NUMERIC(Particle.INTEGER),
    STRING(Particle.STRING),
    BLOB(Particle.BLOB),
    GEO2DSPHERE(Particle.GEOJSON);

    private final int particle;

    IndexType(int particle) {
        this.particle = particle;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int particle() {
        return particle;
    }

    /** The type of that name, in any case. */
    public static Optional<IndexType> named(String text) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findFirst();
    }

    static Optional<IndexType> ofParticle(int particle) {
        return Arrays.stream(values()).filter(type -> type.particle == particle).findFirst();
    }
}
