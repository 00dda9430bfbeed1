/**
 * The command line: {@link io.sparkmixup.cli.Main} runs it on Spark, {@link
 * io.sparkmixup.cli.Preflight} answers what needs no Spark. A thin face on {@link
 * io.sparkmixup.Mixup}.
 */
package io.sparkmixup.cli;
