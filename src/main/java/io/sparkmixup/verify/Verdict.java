package io.sparkmixup.verify;

import java.util.List;

/**
 * The verdict on a run.
 *
 * @param passed whether every number that decides is within bounds
 * @param sentence the verdict in one sentence, with the number that decided
 * @param findings the numbers that decide
 * @param harmless names of findings that are significant and below the tolerance
 */
public record Verdict(
    boolean passed, String sentence, List<Finding> findings, List<String> harmless) {}
