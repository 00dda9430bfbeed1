package io.sparkmixup.cli;

import io.sparkmixup.testing.LocalPages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs that are given secrets, in a JVM of their own, whose Spark shows its pages. The argument is
 * a folder that holds the file {@code password}.
 */
public final class SecretsRun {

  /** What nobody is to read, by where it is given. */
  static final List<String> SECRETS =
      List.of("opensesame-file", "opensesame-s3a", "opensesame-azure", "opensesame-url");

  private static final String URL = "jdbc:derby:memory:secrets;create=true;user=me";
  private static final String DRIVER = "org.apache.derby.iapi.jdbc.AutoloadedDriver";

  private SecretsRun() {}

  /** Runs. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
    // As spark-submit hands over what stands before the command.
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.ui.port", "0");
    System.setProperty("spark.ui.showConsoleProgress", "false");
    System.setProperty("spark.extraListeners", LocalPages.class.getName());
    System.setProperty(LocalPages.FOLDER, folder.resolve("pages").toString());
    System.setProperty("spark.hadoop.fs.s3a.secret.key", "opensesame-s3a");
    System.setProperty("spark.hadoop.fs.azure.account.key.store", "opensesame-azure");
    Files.createDirectories(folder.resolve("pages"));
    fill();

    String[] source = {
      "--input-format", "jdbc",
      "--input-option", "url=" + URL,
      "--input-option", "driver=" + DRIVER,
      "--input-option", "password=@file:" + folder.resolve("password"),
      "--verbose"
    };
    String out = folder.resolve("out").toString();
    String report = folder.resolve("report").toString();
    run(source, "--input-option", "dbtable=people", "--dry-run", "--output", out);
    run(source, "--input-option", "dbtable=people", "--output", out, "--report", report);
    // What a database says of a query holds the query, and this the secret.
    run(source, "--input-option", "dbtable=opensesame-file", "--output", out);
    run(
        new String[] {"--verbose"},
        "--input",
        "s3a://key:opensesame-url@bucket/x",
        "--output",
        out);
  }

  private static void fill() throws Exception {
    Class.forName(DRIVER);
    try (Connection database = DriverManager.getConnection(URL);
        Statement statement = database.createStatement()) {
      statement.execute("create table people (x double)");
      for (int i = 0; i < 40; i++) {
        statement.execute("insert into people values (" + StrictMath.sin(i) + ")");
      }
    }
  }

  private static void run(String[] source, String... more) {
    List<String> args = new ArrayList<>(List.of("synthesize"));
    args.addAll(List.of(source));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.onSpark(args.toArray(String[]::new));
    System.out.println("exit " + run.code());
    System.out.print(run.out() + run.err());
  }
}
