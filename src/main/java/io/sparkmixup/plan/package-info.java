/**
 * What is going to happen, as plain values: {@link io.sparkmixup.plan.MixupRequest} is what a user
 * asks for, {@link io.sparkmixup.plan.MixupPlan} what that means for given rows.
 */
package io.sparkmixup.plan;
