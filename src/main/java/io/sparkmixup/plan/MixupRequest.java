package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import io.sparkmixup.law.Law;
import io.sparkmixup.law.LawRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
 * @param extras what is written beside the input's columns
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
    Set<Extra> extras,
    long seed,
    double maxVerbatim) {

  public MixupRequest {
    Objects.requireNonNull(mix, "mix");
    Objects.requireNonNull(copy, "copy");
    Objects.requireNonNull(drop, "drop");
    Objects.requireNonNull(idColumns, "idColumns");
    Objects.requireNonNull(ids, "ids");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(within, "within");
    Objects.requireNonNull(law, "law");
    Objects.requireNonNull(sizes, "sizes");
    Objects.requireNonNull(rules, "rules");
    extras = Set.copyOf(Objects.requireNonNull(extras, "extras"));
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
        Set.of(),
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
        extras,
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
        extras,
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
        extras,
        seed,
        maxVerbatim);
  }

  public MixupRequest withIdColumns(List<String> value) {
    return new MixupRequest(
        mix, copy, drop, value, ids, label, within, law, sizes, rules, extras, seed, maxVerbatim);
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
        extras,
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
        extras,
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
        extras,
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
        extras,
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
        extras,
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
        extras,
        seed,
        maxVerbatim);
  }

  /** The same with one more extra. */
  public MixupRequest withExtra(Extra extra) {
    Set<Extra> more = EnumSet.of(extra);
    more.addAll(extras);
    return new MixupRequest(
        mix, copy, drop, idColumns, ids, label, within, law, sizes, rules, more, seed, maxVerbatim);
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
        extras,
        value,
        maxVerbatim);
  }

  public MixupRequest withMaxVerbatim(double value) {
    return new MixupRequest(
        mix, copy, drop, idColumns, ids, label, within, law, sizes, rules, extras, seed, value);
  }
}
