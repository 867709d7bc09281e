package io.aeroarrow.admin;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What all nodes of a cluster can do. While a cluster is being upgraded, the oldest node decides.
 *
 * @param lowestBuild the lowest version of all nodes, such as {@code 8.1.0.3}; {@code unknown} if a node has not reported
 *     its version
 * @param features the features of that version
 */
public record ClusterCapabilities(String lowestBuild, Set<ServerFeature> features) {
    /**
     * Copies the components.
     *
     * @param lowestBuild the lowest version of all nodes
     * @param features the features of that version
     */
    public ClusterCapabilities {
        features = Set.copyOf(features);
    }

    /**
     * {@return whether all nodes have a feature}
     *
     * @param feature the feature
     */
    public boolean supports(ServerFeature feature) {
        return features.contains(feature);
    }

    /** {@return the lowest version and the features, such as {@code 8.1.0.3 (record size, index by name)}} */
    @Override
    public String toString() {
        String names = features.stream().sorted().map(ServerFeature::label).collect(Collectors.joining(", "));
        return names.isEmpty() ? lowestBuild : lowestBuild + " (" + names + ")";
    }
}
