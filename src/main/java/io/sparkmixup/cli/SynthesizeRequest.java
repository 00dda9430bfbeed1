package io.sparkmixup.cli;

import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.Query;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.verify.Limits;
import io.sparkmixup.verify.VerifyMode;
import java.util.List;
import java.util.Optional;

/** A well-formed command line of {@code synthesize}: what can be said of it without Spark. */
record SynthesizeRequest(
    InputRequest input,
    Query query,
    Output output,
    MixupRequest mixup,
    VerifyMode verify,
    Limits limits,
    Optional<String> report,
    boolean dryRun,
    boolean verbose,
    List<String> commandLine) {}
