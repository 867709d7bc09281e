package io.aeroarrow.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Reads the files of notebooks/data. Column names are shortened to the limit of bin names, 15 bytes. */
final class SampleData {

    private final SparkSession spark;
    private final Path folder;

    SampleData(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "sample data folder " + folder.toAbsolutePath()
                            + " does not exist. Run 'make demo' in the root of the repository, or pass the folder as argument.");
        }
    }

    /** Returns 20,000 domestic flights of 2001. */
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

    /** Returns 3,376 airports of the United States; the first column is the IATA code. */
    Dataset<Row> airports() {
        return spark.read()
                .option("header", "true")
                .option("inferSchema", "true")
                .option("nullValue", "NA")
                .csv(folder.resolve("airports.csv.gz").toString());
    }

    /** Returns 3,201 films. Most have missing values. */
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
