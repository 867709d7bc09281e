package io.aeroarrow.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonOperatorTest {

    @ParameterizedTest
    @EnumSource
    void negatedAndMirroredFollowFromTheOrder(ComparisonOperator operator) {
        for (int order = -1; order <= 1; order++) {
            assertThat(operator.negated().holds(order)).isNotEqualTo(operator.holds(order));
            assertThat(operator.mirrored().holds(-order)).isEqualTo(operator.holds(order));
        }
        assertThat(operator.negated()).isNotEqualTo(operator);
    }

    @ParameterizedTest
    @EnumSource
    void holdsAsItsNameSays(ComparisonOperator operator) {
        assertThat(operator.holds(0))
                .isEqualTo(operator.name().endsWith("EQUAL") && operator != ComparisonOperator.NOT_EQUAL);
        assertThat(operator.holds(2))
                .isEqualTo(operator.name().startsWith("GREATER") || operator == ComparisonOperator.NOT_EQUAL);
        assertThat(operator.holds(-2))
                .isEqualTo(operator.name().startsWith("LESS") || operator == ComparisonOperator.NOT_EQUAL);
    }
}
