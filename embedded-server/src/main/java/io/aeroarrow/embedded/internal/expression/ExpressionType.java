package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.wire.ParticleType;

/** The static type of an expression. */
enum ExpressionType {
    NIL(0, ParticleType.NULL),
    BOOL(1, ParticleType.BOOL),
    INT(2, ParticleType.INTEGER),
    STRING(3, ParticleType.STRING),
    LIST(4, ParticleType.LIST),
    MAP(5, ParticleType.MAP),
    BLOB(6, ParticleType.BLOB),
    FLOAT(7, ParticleType.FLOAT),
    GEO(8, ParticleType.GEOJSON),
    HLL(9, ParticleType.HLL),
    /** The type of UNKNOWN, which is accepted as a bool and as any result of COND. */
    ANY(-1, -1),
    /** The type of what removes an element. */
    REMOVAL(-2, -1);

    private final int id;
    private final int particle;

    ExpressionType(int id, int particle) {
        this.id = id;
        this.particle = particle;
    }

    int particle() {
        return particle;
    }

    boolean accepts(ExpressionType other) {
        return this == other || (this == BOOL && other == ANY);
    }

    static ExpressionType ofId(int id) {
        for (ExpressionType type : values()) {
            if (type.id == id && id >= 0) {
                return type;
            }
        }
        throw new InvalidExpression("there is no type " + id);
    }
}
