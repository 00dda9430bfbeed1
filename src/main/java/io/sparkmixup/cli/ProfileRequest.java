package io.sparkmixup.cli;

import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.OutputMode;
import io.sparkmixup.io.Query;
import io.sparkmixup.plan.MixupRequest;
import java.util.List;
import java.util.Optional;

/**
 * A well-formed command line of {@code profile}.
 *
 * @param input the rows to profile; absent where profiles are merged
 * @param query what is asked of them before anything else
 * @param roles the columns' roles, as far as they are asked for
 * @param parts the profiles to merge
 */
record ProfileRequest(
    Optional<InputRequest> input,
    Query query,
    MixupRequest roles,
    List<String> parts,
    String output,
    OutputMode mode) {}
