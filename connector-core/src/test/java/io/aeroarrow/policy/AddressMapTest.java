package io.aeroarrow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class AddressMapTest {

    @Test
    void translatesAnAddressWithOrWithoutItsPort() {
        AddressMap map = AddressMap.parse("10.0.0.1=a.example.com, 10.0.0.1:3001=b:4000,[fe80::1]:3000 = [::1]");
        assertThat(map.translate(new HostAddress("10.0.0.1", 3000))).isEqualTo(new HostAddress("a.example.com", 3000));
        assertThat(map.translate(new HostAddress("10.0.0.1", 3001))).isEqualTo(new HostAddress("b", 4000));
        assertThat(map.translate(new HostAddress("fe80::1", 3000))).isEqualTo(new HostAddress("::1", 3000));
        assertThat(map.translate(new HostAddress("10.0.0.2", 3000))).isEqualTo(new HostAddress("10.0.0.2", 3000));
    }

    @Test
    void keepsTheTlsNameOfATranslatedAddress() {
        HostAddress advertised = new HostAddress("10.0.0.1", 4333, "node1");
        assertThat(AddressMap.parse("10.0.0.1:4333=nat:5333").translate(advertised))
                .isEqualTo(new HostAddress("nat", 5333, "node1"));
        assertThat(AddressMap.parse("10.0.0.1=nat:other:5333").translate(advertised))
                .isEqualTo(new HostAddress("nat", 5333, "other"));
    }

    @Test
    void anEmptyTextIsAnEmptyMap() {
        assertThat(AddressMap.parse(" ")).isEqualTo(AddressMap.NONE);
    }

    @Test
    void namesAnInvalidAddress() {
        assertThatThrownBy(() -> AddressMap.parse("a=b,c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'c' is not advertised=reachable");
        assertThatThrownBy(() -> AddressMap.parse("a=b,a=c")).hasMessageContaining("'a' is mapped twice");
        assertThatThrownBy(() -> AddressMap.parse("a=")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressMap(Map.of("a", "b:c:d:e"))).hasMessageContaining("b:c:d:e");
    }
}
