package io.sparkmixup.plan;

/**
 * A column of the input and what becomes of it.
 *
 * @param name its name
 * @param type its type, as Spark writes it in a schema
 * @param role what becomes of it
 * @param reason why, for the reader of the plan
 */
public record ColumnPlan(String name, String type, Role role, String reason) {}
