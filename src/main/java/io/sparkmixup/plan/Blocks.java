package io.sparkmixup.plan;

import java.io.Serializable;

/**
 * How the replicates of a cell are divided into units of work: where a cell makes very many rows,
 * several tasks make them. The division does not change what comes out.
 *
 * @param replicates how many replicates one unit makes of each row
 * @param byClass whether the rows of a cell are of one class
 */
public record Blocks(long replicates, boolean byClass) implements Serializable {

  private static final long REPLICATES = 16;

  static Blocks of(Quotas quotas, ColumnRoles roles, long rows) {
    boolean byClass = roles.classLabel().filter(roles.within()::contains).isPresent();
    if (byClass) {
      return new Blocks(REPLICATES, true);
    }
    // A unit is for as many synthetic rows as 16 replicates of a cell, however they are spread.
    long mean = quotas.total() / rows + 1;
    long blocks = (mean + REPLICATES - 1) / REPLICATES;
    return new Blocks(Math.max(REPLICATES, (quotas.most() + blocks - 1) / blocks), false);
  }

  /** No division: whatever a cell makes is made together. */
  static Blocks none(Quotas quotas) {
    return new Blocks(Math.max(1, quotas.most()), false);
  }

  /** The number of units that the cell of a row is divided into. */
  public long count(Quotas quotas, int c) {
    return byClass ? count(quotas.most(c)) : count(quotas);
  }

  /** The largest number of units that a cell is divided into. */
  public long count(Quotas quotas) {
    return count(quotas.most());
  }

  private long count(long copies) {
    return Math.max(1, (copies + replicates - 1) / replicates);
  }

  /** The number of units of all cells, roughly. */
  public long units(Quotas quotas) {
    long units = 0;
    for (int c = 0; c < quotas.classes(); c++) {
      units += (quotas.originals(c) / LargeStrata.CELL_ROWS + 1) * count(quotas, c);
    }
    return units;
  }
}
