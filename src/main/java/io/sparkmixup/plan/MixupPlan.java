package io.sparkmixup.plan;

import io.sparkmixup.law.Law;
import io.sparkmixup.rows.Fingerprint;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Everything that decides about the synthetic rows, beside the rows themselves: equal rows and an
 * equal plan give equal output, bit for bit, on every layout and cluster.
 *
 * @param request what was asked for
 * @param schema the input's schema
 * @param roles the role of every column
 * @param keySource from what keys are hashed
 * @param duplicates where equal rows are numbered
 * @param settleGuests whether rows alone in their null pattern have to be looked up before pairing
 * @param rows the number of original rows
 * @param strata the counts of the strata larger than a cell
 * @param quotas how many synthetic rows each row makes
 * @param uneven what exact moments need where rows of a stratum make different numbers
 * @param limits the ranges that mixed columns have to stay in
 * @param softLabels the classes that get columns of their own
 * @param input the fingerprint of the surveyed columns
 */
public record MixupPlan(
    MixupRequest request,
    StructType schema,
    ColumnRoles roles,
    KeySource keySource,
    Duplicates duplicates,
    boolean settleGuests,
    long rows,
    LargeStrata strata,
    Quotas quotas,
    UnevenStrata uneven,
    List<Ranges.Limit> limits,
    List<SoftLabel> softLabels,
    Fingerprint input) {

  /** The version of the reproducibility contract: raised whenever the drawn rows change. */
  public static final int CONTRACT = 2;

  /** The layout of the rows that are read. */
  public Layout layout() {
    return Layout.of(schema, roles, keySource);
  }

  public Law law() {
    return request.law();
  }

  /** The number of synthetic rows. */
  public long syntheticRows() {
    return quotas.total();
  }

  /** The number of rows that are written. */
  public long writtenRows() {
    boolean kept = request.sizes().originals() == Sizes.Originals.KEPT;
    return syntheticRows() + (kept ? rows : 0);
  }

  /** How cells are divided into units of work. */
  public Blocks blocks() {
    boolean exact = request.rules().moments() == Rules.Moments.EXACT;
    return exact && !quotas.equal() ? Blocks.none(quotas) : Blocks.of(quotas, roles, rows);
  }

  /** The same, with thresholds for the rows that make one more than others. */
  public MixupPlan withQuotas(Quotas newQuotas, Duplicates newDuplicates) {
    return new MixupPlan(
        request,
        schema,
        roles,
        keySource,
        newDuplicates,
        settleGuests,
        rows,
        strata,
        newQuotas,
        uneven,
        limits,
        softLabels,
        input);
  }

  /** The same, with what was found out about uneven strata. */
  public MixupPlan withUneven(UnevenStrata found) {
    return new MixupPlan(
        request,
        schema,
        roles,
        keySource,
        duplicates,
        settleGuests,
        rows,
        strata,
        quotas,
        found,
        limits,
        softLabels,
        input);
  }

  /** Names of the columns with a role, in the input's order. */
  public List<String> names(Role role) {
    return roles.names(role);
  }

  /** The types of the mixed columns as they are written, in the input's order. */
  public DataType[] writtenTypes() {
    return names(Role.MIXED).stream()
        .map(name -> WrittenTypes.of(schema.apply(name).dataType(), request.rules().integers()))
        .toArray(DataType[]::new);
  }

  public Optional<String> classLabel() {
    return roles.classLabel();
  }
}
