package io.sparkmixup.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;

/** Keeps the pages of Spark's UI as they are whenever a job ends: they end with the application. */
public final class LocalPages extends SparkListener {

  /** The system property that names the folder to keep them in. */
  public static final String FOLDER = "io.sparkmixup.pages";

  private static final String[] PAGES = {"environment/", "SQL/", "jobs/", "stages/", "executors/"};

  private int seen;

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    SparkContext context = SparkContext.getOrCreate();
    String address = context.uiWebUrl().get();
    seen++;
    for (String page : PAGES) {
      keep(address + "/" + page, page.replace("/", ""));
    }
    for (int query = 0; query < seen; query++) {
      keep(address + "/SQL/execution/?id=" + query, "query" + query);
    }
    keep(
        address + "/api/v1/applications/" + context.applicationId() + "/environment",
        "environment.api");
  }

  private void keep(String address, String name) {
    try (InputStream page = URI.create(address).toURL().openStream()) {
      Path file = Path.of(System.getProperty(FOLDER), seen + "-" + name);
      Files.copy(page, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      System.out.println("no page " + address + ": " + e.getMessage());
    }
  }
}
