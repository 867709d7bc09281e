package io.aeroarrow.embedded.internal.udf;

/**
 * A GeoJSON value.
 *
 * @param json the bytes of the text, one per character
 */
public record UdfGeoJson(String json) {}
