package io.sparkmixup.cli;

import io.sparkmixup.io.FileFormat;
import io.sparkmixup.io.Query;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.verify.VerifyMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A well-formed command line of {@code synthesize}. Formats and modes are still names: what they
 * stand for needs Spark.
 */
record SynthesizeRequest(
    List<String> inputs,
    Optional<FileFormat> inputFormat,
    Map<String, String> inputOptions,
    Optional<String> schema,
    List<String> nullValues,
    Query query,
    String output,
    Optional<FileFormat> outputFormat,
    Map<String, String> outputOptions,
    String mode,
    MixupRequest mixup,
    VerifyMode verify,
    double tolerance,
    Optional<String> report,
    boolean dryRun,
    boolean verbose,
    List<String> commandLine) {}
