package io.sparkmixup.plan;

/** What synthetic rows hold beside the input's columns, if asked. */
public enum Extra {
  /** Which rows a row was made from, and with which weight. */
  LINEAGE,
  /** For each class of the label, the weight of the parents that are of it. */
  SOFT_LABELS
}
