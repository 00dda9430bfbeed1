package io.sparkmixup.compare;

import io.sparkmixup.RequestException;
import io.sparkmixup.io.Jobs;
import io.sparkmixup.mixing.SumsRequest;
import io.sparkmixup.plan.ColumnRoles;
import io.sparkmixup.similarity.Similarity;
import io.sparkmixup.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares rows with an original of which a profile is all there is. */
final class StoredComparison {

  private StoredComparison() {}

  static Comparison of(
      StoredOriginal original,
      Dataset<Row> synthetic,
      ComparisonRequest request,
      Consumer<String> progress) {
    if (original.rows() == 0) {
      throw new RequestException("--profile: is of no rows; there is nothing to compare with");
    }
    if (original.dimensions().size() == 0) {
      throw new RequestException(
          "--profile: none of its columns is one of numbers that is mixed; there is nothing to"
              + " compare");
    }
    Columns columns = new Columns(original.columns().schema(), original.roles());
    ColumnRoles roles = columns.plain();
    Dataset<Row> after = columns.of(synthetic);
    SumsRequest sums = SumsRequest.of(original.dimensions());
    List<Survey.ClassSize> classes = original.classes().orElse(List.of());
    SampleScan scan =
        Comparison.synthetic(
            after,
            roles,
            sums,
            classes.stream().mapToLong(Survey.ClassSize::high).toArray(),
            progress);
    progress.accept("comparing columns and pairs");
    Similarity similarity =
        Jobs.describe(
            synthetic.sparkSession(),
            "spark-mixup: similarity to a profile",
            () -> Similarity.of(original.columns(), after, original.roles()));
    Sample before = new StoredSample(original, Scale.of(sums), scan.all);
    List<Comparison.ClassShare> listed =
        classes.stream()
            .map(c -> new Comparison.ClassShare(c.name(), c.rows(), scan.classes.get(c.high())))
            .toList();
    ClassShares shares =
        new ClassShares(
            listed, original.rows(), scan.all.rows(), ClassCounts.of(classes, after, roles));
    return Comparison.judged(
        new Comparison(
            original.roles(),
            Comparison.overall(sums, before, scan.all),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            shares.shown(),
            classes.size(),
            original.notFollowed(),
            Optional.empty(),
            similarity,
            columns.notes(synthetic.schema()),
            notTested(original),
            null),
        shares,
        request);
  }

  private static List<String> notTested(StoredOriginal original) {
    List<String> missing = new ArrayList<>();
    missing.add("verbatim rows: a profile holds no rows to find again");
    if (original.roles().classLabel().isPresent()) {
      missing.add("means and covariances within classes: a profile holds those of all rows alone");
    }
    missing.add("the trace ratio: a profile does not say how it varies from row to row");
    if (original.classes().isEmpty()) {
      missing.add("class shares: there were too many classes for the profile to count them");
    }
    missing.add("values of text, and pairs with them: a profile holds none");
    return missing;
  }
}
