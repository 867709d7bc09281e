package io.aeroarrow.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The files of notebooks/data, with columns whose names fit the 15 bytes of a bin's name. */
final class SampleData {

    private final SparkSession spark;
    private final Path folder;

    SampleData(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder.toAbsolutePath()
                    + " with the sample data; run the demo by 'make demo', or pass the folder as its argument");
        }
    }

    /** 20,000 domestic flights of 2001, by a running number. */
    Dataset<Row> flights() {
        Column departure = functions.unix_micros(functions.to_timestamp(functions.col("date"), "yyyy/MM/dd HH:mm"));
        return json("flights-20k.json.gz")
                .select(
                        departure.as("departure"),
                        functions.col("delay"),
                        functions.col("distance"),
                        functions.col("origin"),
                        functions.col("destination"));
    }

    /** 3,376 airports of the United States, by their code. */
    Dataset<Row> airports() {
        return spark.read()
                .option("header", "true")
                .option("inferSchema", "true")
                .option("nullValue", "NA")
                .csv(folder.resolve("airports.csv.gz").toString());
    }

    /** 3,201 films, most of them with gaps. */
    Dataset<Row> movies() {
        return json("movies.json.gz")
                .select(
                        functions.col("Title").as("title"),
                        functions.col("Director").as("director"),
                        functions.col("Major Genre").as("genre"),
                        functions.col("Running Time min").as("minutes"),
                        functions.col("US Gross").as("us_gross"),
                        functions.col("Worldwide Gross").as("world_gross"),
                        functions.col("IMDB Rating").as("imdb"),
                        functions.col("Rotten Tomatoes Rating").as("tomatoes"));
    }

    private Dataset<Row> json(String file) {
        return spark.read()
                .option("multiLine", "true")
                .json(folder.resolve(file).toString());
    }
}
