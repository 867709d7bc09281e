package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.wire.Particle;

/** The static type of an expression. */
enum ExpType {
    NIL(0, Particle.NULL),
    BOOL(1, Particle.BOOL),
    INT(2, Particle.INTEGER),
    STRING(3, Particle.STRING),
    LIST(4, Particle.LIST),
    MAP(5, Particle.MAP),
    BLOB(6, Particle.BLOB),
    FLOAT(7, Particle.FLOAT),
    GEO(8, Particle.GEOJSON),
    HLL(9, Particle.HLL),
    /** The type of UNKNOWN, which may stand for a bool, or for any result of COND. */
    ANY(-1, -1);

    private final int id;
    private final int particle;

    ExpType(int id, int particle) {
        this.id = id;
        this.particle = particle;
    }

    int particle() {
        return particle;
    }

    boolean accepts(ExpType other) {
        return this == other || (this == BOOL && other == ANY);
    }

    static ExpType ofId(int id) {
        for (ExpType type : values()) {
            if (type.id == id && type != ANY) {
                return type;
            }
        }
        throw new InvalidExpression("no type " + id);
    }
}
