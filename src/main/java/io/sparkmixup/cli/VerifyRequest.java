package io.sparkmixup.cli;

import io.sparkmixup.compare.ComparisonRequest;
import io.sparkmixup.io.InputRequest;
import java.util.List;
import java.util.Optional;

/**
 * A well-formed command line of {@code verify}.
 *
 * @param original what is compared with; absent where a profile stands for it
 * @param profile the place of that profile
 * @param synthetic what is compared
 * @param nullValues words that stand for a missing value, on either side where it is CSV
 * @param comparison roles and limits
 * @param utility whether learners are to be trained, and distances measured
 * @param holdout rows that nothing was made from, to be predicted
 * @param report the folder of report.json
 * @param commandLine as it was given
 */
record VerifyRequest(
    Optional<InputRequest> original,
    Optional<String> profile,
    InputRequest synthetic,
    List<String> nullValues,
    ComparisonRequest comparison,
    boolean utility,
    List<String> holdout,
    Optional<String> report,
    List<String> commandLine) {}
