package io.sparkmixup.cli;

import io.sparkmixup.io.InputRequest;
import io.sparkmixup.io.Query;
import io.sparkmixup.law.Law;
import io.sparkmixup.plan.MixupRequest;
import io.sparkmixup.verify.Limits;
import java.util.Map;

/**
 * A well-formed command line of {@code repeat}.
 *
 * @param mixup of the first round
 * @param compare other laws to go beside it, by the name of their folder
 * @param keep whether the rounds that are there, and those that are made, stay when the next one is
 * @param identity the options that decide about the rounds, by name
 */
record RepeatRequest(
    InputRequest input,
    Query query,
    String output,
    int rounds,
    MixupRequest mixup,
    Map<String, Law> compare,
    Limits limits,
    boolean keep,
    Map<String, String> identity) {}
