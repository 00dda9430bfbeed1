package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a user asks for, independent of any rows.
 *
 * @param mix columns to mix; empty for the default, every numeric column
 * @param copy columns to carry from the primary row
 * @param drop columns to leave out
 * @param idColumns columns that identify a row
 * @param ids what synthetic rows get in the id columns
 * @param label the column to be predicted, a class or a regression target
 * @param within columns on which partners agree; absent for the default, the label when it is a
 *     class; an empty list to mix across all rows
 * @param law the law of the weight
 * @param sizes how many synthetic rows are made
 * @param rules what is done with missing values and whole numbers
 * @param lineage whether parents and weight of each synthetic row are written
 * @param seed what the draws depend on beside the rows
 * @param maxVerbatim the largest share of rows that may come out verbatim
 */
public record MixupRequest(
    List<String> mix,
    List<String> copy,
    List<String> drop,
    List<String> idColumns,
    Ids ids,
    Optional<String> label,
    Optional<List<String>> within,
    Law law,
    Sizes sizes,
    Rules rules,
    Lineage lineage,
    long seed,
    double maxVerbatim) {

  /** Whether it can be told from a synthetic row which rows it was made from. */
  public enum Lineage {
    /** Nothing is written. */
    LEFT_OUT,
    /** Columns name both parents and the weight. */
    WRITTEN
  }

  public MixupRequest {
    if (!(maxVerbatim >= 0 && maxVerbatim <= 1)) {
      throw new RequestException(
          "largest share of verbatim rows " + maxVerbatim + ": must lie in [0, 1]");
    }
  }

  /** All numbers mixed with partners from any row, one synthetic row for each original one. */
  public static MixupRequest standard() {
    return new MixupRequest(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Ids.NEW,
        Optional.empty(),
        Optional.empty(),
        LawRequest.standard().resolve(),
        Sizes.standard(),
        Rules.standard(),
        Lineage.LEFT_OUT,
        0,
        0.01);
  }

  public MixupRequest withMix(List<String> value) {
    return new MixupRequest(
        value,
        copy,
        drop,
        idColumns,
        ids,
        label,
        within,
        law,
        sizes,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withCopy(List<String> value) {
    return new MixupRequest(
        mix,
        value,
        drop,
        idColumns,
        ids,
        label,
        within,
        law,
        sizes,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withDrop(List<String> value) {
    return new MixupRequest(
        mix,
        copy,
        value,
        idColumns,
        ids,
        label,
        within,
        law,
        sizes,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withIdColumns(List<String> value) {
    return new MixupRequest(
        mix, copy, drop, value, ids, label, within, law, sizes, rules, lineage, seed, maxVerbatim);
  }

  public MixupRequest withIds(Ids value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        value,
        label,
        within,
        law,
        sizes,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withLabel(Optional<String> value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        ids,
        value,
        within,
        law,
        sizes,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withWithin(Optional<List<String>> value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        ids,
        label,
        value,
        law,
        sizes,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withLaw(Law value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        ids,
        label,
        within,
        value,
        sizes,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withSizes(Sizes value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        ids,
        label,
        within,
        law,
        value,
        rules,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withRules(Rules value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        ids,
        label,
        within,
        law,
        sizes,
        value,
        lineage,
        seed,
        maxVerbatim);
  }

  public MixupRequest withLineage(Lineage value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        ids,
        label,
        within,
        law,
        sizes,
        rules,
        value,
        seed,
        maxVerbatim);
  }

  public MixupRequest withSeed(long value) {
    return new MixupRequest(
        mix,
        copy,
        drop,
        idColumns,
        ids,
        label,
        within,
        law,
        sizes,
        rules,
        lineage,
        value,
        maxVerbatim);
  }

  public MixupRequest withMaxVerbatim(double value) {
    return new MixupRequest(
        mix, copy, drop, idColumns, ids, label, within, law, sizes, rules, lineage, seed, value);
  }
}
